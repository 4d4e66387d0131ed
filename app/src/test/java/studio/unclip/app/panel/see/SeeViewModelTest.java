package studio.unclip.app.panel.see;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.JobFailure;

@Timeout(120)
class SeeViewModelTest {
    private final Workspace workspace = Workspaces.empty(2048, 16);
    private final ScriptedGenerator engine = new ScriptedGenerator();
    private final SimpleObjectProperty<EngineState> state = new SimpleObjectProperty<>(new EngineState.Ready(engine));
    private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
    private final List<String> problems = new ArrayList<>();
    private final SeeViewModel see = new SeeViewModel(workspace, state, Runnable::run, window::add, problems::add);

    @AfterEach
    void close() {
        engine.close();
    }

    private void place(String name) {
        workspace.apply(
                new PlacePicture(name, Raster.filled(2048, 16, name.hashCode() | 0xff000000), 0, 0),
                name,
                Optional.empty());
    }

    private void untilSeen() throws InterruptedException {
        while (see.state().get() instanceof SeeState.Looking) {
            Runnable next = window.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("something happens").isNotNull();
            next.run();
        }
    }

    private Sight seen() {
        assertThat(see.state().get()).isInstanceOf(SeeState.Seen.class);
        return ((SeeState.Seen) see.state().get()).sight();
    }

    @Test
    void a_device_that_fails_is_told_and_what_is_seen_comes() throws InterruptedException {
        engine.losesItsDeviceTo(new DeviceInfo("cpu", "CPU", 1L << 30, Optional.of("The card failed.")));
        place("owl");
        see.look();
        untilSeen();
        assertThat(seen().words()).isNotEmpty();
        assertThat(problems).containsExactly("The card failed.");
    }

    @Test
    void nothing_is_looked_at_unasked_and_an_empty_canvas_never() {
        assertThat(see.possible().get()).isFalse();
        see.look();
        place("owl");
        assertThat(see.possible().get()).isTrue();
        assertThat(engine.analyses).isEmpty();
        assertThat(see.state().get()).isEqualTo(new SeeState.Unasked());
    }

    @Test
    void words_and_captions_of_a_large_picture_come_from_a_small_one() throws InterruptedException {
        place("owl");
        see.look();
        assertThat(see.possible().get()).isFalse();
        untilSeen();
        assertThat(seen().words()).extracting("words").containsExactly("an owl", "in the snow");
        assertThat(seen().captions()).extracting("text").containsExactly("an owl on the grass", "an owl");
        AnalysisRequest.See asked = (AnalysisRequest.See) engine.analyses.getFirst();
        assertThat(asked.picture().width()).isEqualTo(1024);
        assertThat(asked.picture().height()).isEqualTo(8);
    }

    @Test
    void what_was_seen_is_remembered_for_its_state() throws InterruptedException {
        place("owl");
        see.look();
        untilSeen();
        place("fox");
        assertThat(see.state().get()).isEqualTo(new SeeState.Unasked());
        workspace.undo();
        assertThat(seen().words()).isNotEmpty();
    }

    @Test
    void what_is_selected_is_looked_at_alone() throws InterruptedException {
        place("owl");
        workspace.apply(
                new SelectionEdit.Rectangle(new IntRect(100, 4, 20, 8), Combine.REPLACE), "Select", Optional.empty());
        assertThat(see.selection().get()).isTrue();
        see.look();
        untilSeen();
        AnalysisRequest.See asked = (AnalysisRequest.See) engine.analyses.getFirst();
        assertThat(asked.picture().width()).isEqualTo(20);
        assertThat(asked.picture().height()).isEqualTo(8);
    }

    @Test
    void two_compared_states_say_what_changed_until_they_are_compared_no_more() throws InterruptedException {
        place("owl");
        var before = workspace.history().current();
        place("fox");
        see.compare(before, workspace.history().current());
        assertThat(see.comparison().get()).contains("“owl” → “fox”");
        see.lookAtChange();
        untilSeen();
        assertThat(seen().change().orElseThrow().more()).extracting("words").containsExactly("at sea");
        see.endComparison();
        assertThat(see.state().get()).isEqualTo(new SeeState.Unasked());
    }

    @Test
    void a_look_that_is_given_up_says_nothing_later() throws InterruptedException {
        place("owl");
        see.look();
        see.cancel();
        assertThat(see.state().get()).isEqualTo(new SeeState.Unasked());
        Runnable late = window.poll(2, TimeUnit.SECONDS);
        while (late != null) {
            late.run();
            late = window.poll(200, TimeUnit.MILLISECONDS);
        }
        assertThat(see.state().get()).isEqualTo(new SeeState.Unasked());
        assertThat(see.possible().get()).isTrue();
    }

    @Test
    void a_failure_says_what_happened() throws InterruptedException {
        engine.failingAnalysis(new JobFailure.OutOfMemory("Not enough memory to look."));
        place("owl");
        see.look();
        untilSeen();
        assertThat(see.state().get()).isEqualTo(new SeeState.Failed("Not enough memory to look."));
    }
}
