package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.queue.AskQueue;
import studio.unclip.app.results.PictureStore;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.inference.api.ImageRequest;

/** The tray over a scripted engine; this thread plays the window's, so a test decides when it hears of things. */
@Timeout(120)
abstract class ScriptedTray {
    final LinkedBlockingQueue<Runnable> windowThread = new LinkedBlockingQueue<>();
    final Workspace workspace = Workspaces.empty(8, 8);
    final List<String> refusals = new ArrayList<>();
    final ObjectProperty<EngineState> engine = new SimpleObjectProperty<>(new EngineState.Opening());

    @TempDir
    Path folder;

    TrayViewModel tray;

    @BeforeEach
    void begin() {
        tray = tray(Disk.real());
    }

    /** Another one over the same folder, as after a restart. */
    TrayViewModel tray(Disk disk) {
        return new TrayViewModel(
                new AskQueue(engine, windowThread::add, System::nanoTime),
                workspace,
                new PictureStore(folder.resolve("pictures"), new PictureExport("test"), disk, Clock.systemUTC()),
                windowThread::add,
                Runnable::run,
                System::nanoTime,
                refusals::add);
    }

    void generate(ScriptedGenerator generator, int candidates) {
        ask(generator, Ask.of(ImageRequest.Generate.of("an owl", 7, candidates)));
    }

    void ask(ScriptedGenerator generator, Ask ask) {
        engine.set(new EngineState.Ready(generator));
        tray.ask(ask);
    }

    /** Hears until it is so: files are written, for example. */
    void hearUntil(BooleanSupplier so) throws InterruptedException {
        while (!so.getAsBoolean()) {
            hearOne();
        }
    }

    /** Hears until every finished picture is in its file. */
    void hearUntilKept() throws InterruptedException {
        hearUntil(() -> tray.candidates().stream().allMatch(one -> one.stored().isPresent()));
    }

    /** Hears until the job has ended. */
    void hearAll() throws InterruptedException {
        while (tray.running().get()) {
            hearOne();
        }
    }

    void hearOne() throws InterruptedException {
        Runnable next = windowThread.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("the engine says something").isNotNull();
        next.run();
    }

    List<Integer> numbers() {
        return tray.candidates().stream().map(CandidateViewModel::number).toList();
    }
}
