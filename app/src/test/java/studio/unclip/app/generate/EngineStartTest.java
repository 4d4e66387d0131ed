package studio.unclip.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;

class EngineStartTest {
    @TempDir
    Path packs;

    private final List<Runnable> background = new ArrayList<>();
    private final ScriptedGenerator generator = new ScriptedGenerator();

    @BeforeEach
    void aPack() throws IOException {
        Files.writeString(Files.createDirectories(packs.resolve("starter")).resolve("pack.json"), "{}");
    }

    private EngineStart start(GeneratorOpener opener) {
        return new EngineStart(
                new PackFolders(Optional.of(packs), packs.resolve("none")), opener, background::add, Runnable::run);
    }

    private void runBackground() {
        List<Runnable> now = List.copyOf(background);
        background.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void the_window_does_not_wait_for_the_pack() {
        EngineStart start = start((_, _) -> generator);
        start.open();
        assertThat(start.state().get()).isInstanceOf(EngineState.Opening.class);

        runBackground();
        assertThat(start.state().get()).isEqualTo(new EngineState.Ready(generator));
    }

    @Test
    void a_damaged_pack_is_told_in_one_line_and_can_be_tried_again() {
        List<Path> opened = new ArrayList<>();
        EngineStart start = start((pack, _) -> {
            opened.add(pack);
            if (opened.size() == 1) {
                throw new PackException(new PackProblem.Damaged("starter", "decoder.onnx was changed", "Get it again"));
            }
            return generator;
        });
        start.open();
        runBackground();
        assertThat(start.state().get())
                .isEqualTo(new EngineState.Unavailable("starter: decoder.onnx was changed. Get it again."));

        start.open();
        runBackground();
        assertThat(start.state().get()).isInstanceOf(EngineState.Ready.class);
    }

    @Test
    void without_a_pack_the_person_is_told_how_to_get_one() throws IOException {
        Files.delete(packs.resolve("starter/pack.json"));
        EngineStart start = start((_, _) -> generator);
        start.open();
        runBackground();

        assertThat(start.state().get())
                .isInstanceOfSatisfying(
                        EngineState.Unavailable.class,
                        none -> assertThat(none.message()).contains("No pack is installed", "Settings, Packs"));
    }

    @Test
    void a_device_that_fails_and_a_fault_of_ours_are_told_too() {
        EngineStart failing = start((_, _) -> {
            throw new GenerationException(new JobFailure.DeviceFailed("The device is gone."), null);
        });
        failing.open();
        runBackground();
        assertThat(failing.state().get()).isEqualTo(new EngineState.Unavailable("The device is gone."));

        EngineStart broken = start((_, _) -> {
            throw new IllegalStateException("bug");
        });
        broken.open();
        runBackground();
        assertThat(broken.state().get()).isInstanceOf(EngineState.Unavailable.class);
    }

    private String messageWhenOpeningThrows(Throwable thrown) {
        EngineStart start = start((_, _) -> {
            EngineStartTest.<RuntimeException>rethrow(thrown);
            return generator;
        });
        start.open();
        runBackground();
        return ((EngineState.Unavailable) start.state().get()).message();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void each_cause_has_its_own_words() {
        assertThat(messageWhenOpeningThrows(new UncheckedIOException(new AccessDeniedException("/packs"))))
                .contains(
                        "folder of packs cannot be read", packs.resolve("none").toString())
                .doesNotContain("fault");
        assertThat(messageWhenOpeningThrows(new OutOfMemoryError("Java heap space")))
                .contains("not enough memory");
        assertThat(messageWhenOpeningThrows(new UnsatisfiedLinkError("libonnxruntime.so")))
                .contains("could not be loaded");
        assertThat(messageWhenOpeningThrows(new IllegalStateException("bug"))).contains("a fault of the program");
    }

    @Test
    void closing_ends_the_engine_also_one_that_opens_afterwards() {
        EngineStart start = start((_, _) -> generator);
        start.open();
        start.close();
        assertThat(generator.isClosed()).isFalse();
        runBackground();
        assertThat(generator.isClosed()).isTrue();
    }

    @Test
    void nobody_hears_of_a_pack_after_the_end() {
        List<Runnable> windowThread = new ArrayList<>();
        EngineStart start = new EngineStart(
                new PackFolders(Optional.of(packs), packs.resolve("none")),
                (_, _) -> generator,
                background::add,
                windowThread::add);
        start.open();
        runBackground();
        start.close();
        windowThread.forEach(Runnable::run);
        assertThat(start.state().get()).isInstanceOf(EngineState.Opening.class);
    }
}
