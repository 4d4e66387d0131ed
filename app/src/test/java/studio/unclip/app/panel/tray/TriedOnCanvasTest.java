package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.generate.Mode;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.pixel.Raster;

/** Finished pictures tried on the canvas: marked, turned over, kept or given up. */
class TriedOnCanvasTest extends ScriptedTray {

    private List<Boolean> marks() {
        return tray.candidates().stream().map(one -> one.placed().get()).toList();
    }

    @Test
    void only_a_finished_candidate_can_be_accepted() {
        generate(new ScriptedGenerator().waitingAfter(0), 2);
        tray.tried().accept(tray.candidates().getFirst());

        assertThat(workspace.history().size()).isEqualTo(1);
        tray.cancel();
    }

    @Test
    void the_one_the_canvas_shows_is_marked_also_after_undo_and_redo() throws InterruptedException {
        generate(new ScriptedGenerator(), 3);
        hearAll();
        tray.tried().accept(tray.candidates().get(1));
        assertThat(marks()).containsExactly(false, true, false);
        tray.tried().accept(tray.candidates().get(2));
        assertThat(marks()).containsExactly(false, false, true);

        workspace.undo();
        assertThat(marks()).as("trying is one entry").containsExactly(false, false, false);
        workspace.redo();
        assertThat(marks()).containsExactly(false, false, true);
    }

    @Test
    void the_arrows_turn_over_what_is_tried_and_escape_takes_it_back_in_one_step() throws InterruptedException {
        generate(new ScriptedGenerator(), 3);
        hearAll();
        assertThat(tray.tried().giveUp()).isFalse();
        assertThat(tray.tried().flip(1))
                .as("the newest, when none of it was on the canvas")
                .isTrue();
        assertThat(marks()).containsExactly(true, false, false);
        tray.tried().flip(1);
        assertThat(marks()).containsExactly(false, true, false);
        tray.tried().flip(-1);
        tray.tried().flip(-1);
        assertThat(marks()).as("before the first comes the last").containsExactly(false, false, true);
        assertThat(workspace.history().size()).isEqualTo(2);
        assertThat(tray.state().get()).isEqualTo(new TrayState.OnCanvas(Mode.GENERATE, 3, 3, Optional.empty()));

        assertThat(tray.tried().giveUp()).isTrue();
        assertThat(workspace.empty().get()).isTrue();
        assertThat(marks()).containsExactly(false, false, false);
        assertThat(tray.tried().giveUp())
                .as("there is nothing more to take back")
                .isFalse();
        assertThat(tray.state().get()).isInstanceOf(TrayState.Finished.class);
    }

    @Test
    void what_is_kept_is_not_taken_back() throws InterruptedException {
        generate(new ScriptedGenerator(), 2);
        hearAll();
        tray.tried().accept(tray.candidates().getFirst());
        assertThat(tray.tried().keep()).isTrue();
        assertThat(tray.state().get()).isEqualTo(new TrayState.Kept());
        assertThat(tray.tried().giveUp()).isFalse();
        assertThat(workspace.empty().get()).isFalse();
        assertThat(tray.tried().keep()).isFalse();
    }

    @Test
    void anything_else_that_is_done_ends_the_trying() throws InterruptedException {
        generate(new ScriptedGenerator(), 2);
        hearAll();
        tray.tried().accept(tray.candidates().getFirst());
        workspace.apply(new PlacePicture("sketch", Raster.filled(2, 2, 0xff00ff00), 0, 0), "Sketch", Optional.empty());
        assertThat(tray.tried().round().get()).isEmpty();
        assertThat(tray.tried().giveUp()).isFalse();
        assertThat(workspace.document().get().layers()).hasSize(3);
        assertThat(tray.tried().flip(1))
                .as("nothing is tried, and the newest was used")
                .isFalse();
    }
}
