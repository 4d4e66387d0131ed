package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.engine.ScriptedGenerator;

/** Going through a round beforehand touches nothing that a person sees or keeps. */
@ExtendWith(ApplicationExtension.class)
@Timeout(120)
class RehearsalTest extends ScriptedTray {
    private static final int MOST_PULSES = 100;

    private Pane window;

    @Start
    void start(Stage shared) {
        window = new Pane();
        // A scene without a window: the pulses are this test's.
        new Scene(window, 100, 100).getStylesheets().add("data:text/css,.tray{-fx-padding:1px;}");
    }

    /** A pulse after the other, until it is over. */
    private int goThrough(FxRobot robot, Rehearsal rehearsal) {
        List<Integer> pulses = new ArrayList<>();
        robot.interact(() -> {
            for (int i = 0; i < MOST_PULSES && !rehearsal.over(); i++) {
                rehearsal.handle(i);
                pulses.add(i);
            }
        });
        return pulses.size();
    }

    @Test
    void a_whole_round_is_gone_through_and_nothing_of_it_is_in_the_tray_or_on_the_disk(FxRobot robot) {
        Rehearsal rehearsal = new Rehearsal(window, tray, ScriptedGenerator.PACK);
        assertThat(goThrough(robot, rehearsal))
                .as("what a round tells, each in a pulse of its own")
                .isBetween(20, MOST_PULSES - 1);
        assertThat(rehearsal.over()).isTrue();
        assertThat(tray.rounds()).isEmpty();
        assertThat(tray.running().get()).isFalse();
        assertThat(tray.state().get()).isInstanceOf(TrayState.Empty.class);
        assertThat(workspace.empty().get()).isTrue();
        assertThat(window.getChildren()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(refusals).isEmpty();
        assertThat(windowThread).as("nothing comes later").isEmpty();
    }

    @Test
    void it_ends_when_pictures_are_asked_for(FxRobot robot) throws InterruptedException {
        Rehearsal rehearsal = new Rehearsal(window, tray, ScriptedGenerator.PACK);
        try (ScriptedGenerator generator = new ScriptedGenerator()) {
            generate(generator, 1);
            assertThat(goThrough(robot, rehearsal)).as("at the next pulse").isEqualTo(1);
            hearAll();
        }
        assertThat(tray.candidates()).hasSize(1);
    }
}
