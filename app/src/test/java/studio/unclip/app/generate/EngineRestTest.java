package studio.unclip.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.inference.api.ImageGenerator;

class EngineRestTest {
    private final ScriptedGenerator generator = new ScriptedGenerator();
    private final SimpleObjectProperty<EngineState> engine =
            new SimpleObjectProperty<>(new EngineState.Ready(generator));
    private final SimpleBooleanProperty running = new SimpleBooleanProperty();
    private final List<Runnable> waits = new ArrayList<>();

    EngineRestTest() {
        EngineRest _ = new EngineRest(engine, running, waits::add, Runnable::run, ImageGenerator::rest);
    }

    private void run() {
        running.set(true);
        running.set(false);
    }

    private void timePasses() {
        List.copyOf(waits).forEach(Runnable::run);
        waits.clear();
    }

    @Test
    void the_engine_rests_some_time_after_a_run() {
        run();
        assertThat(generator.rests)
                .as("not at once: the next run may come soon")
                .hasValue(0);
        timePasses();
        assertThat(generator.rests).hasValue(1);
        timePasses();
        assertThat(generator.rests).as("once").hasValue(1);
    }

    @Test
    void a_run_that_came_meanwhile_begins_the_waiting_anew() {
        run();
        Runnable first = waits.removeFirst();
        run();
        first.run();
        assertThat(generator.rests).hasValue(0);
        running.set(true);
        timePasses();
        assertThat(generator.rests).as("it runs").hasValue(0);
        running.set(false);
        timePasses();
        assertThat(generator.rests).hasValue(1);
    }

    @Test
    void without_an_engine_nothing_rests() {
        engine.set(new EngineState.Unavailable("gone"));
        run();
        timePasses();
        assertThat(generator.rests).hasValue(0);
    }
}
