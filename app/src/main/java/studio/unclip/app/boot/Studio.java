package studio.unclip.app.boot;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import studio.unclip.app.dock.DockModel;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.generate.EngineRest;
import studio.unclip.app.generate.EngineStart;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.ProgramVersion;
import studio.unclip.app.settings.SettingsFile;
import studio.unclip.app.shell.AtStake;
import studio.unclip.app.shell.DocumentWriter;
import studio.unclip.app.shell.MainView;
import studio.unclip.app.shell.Notice;
import studio.unclip.app.shell.SavePlaces;
import studio.unclip.app.shell.StudioModel;
import studio.unclip.app.shell.Unsaved;
import studio.unclip.app.workspace.WorkJournal;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryBudget;
import studio.unclip.editor.journal.Journals;
import studio.unclip.editor.session.SessionOptions;

/** The window's composition root: builds everything by constructor, shows it, takes it down. Window thread. */
final class Studio implements AutoCloseable {
    private static final String TITLE = "Unclip Studio";

    /** A pause in the typing after which the prompt is looked at: half-typed words are not unknown words. */
    private static final long TYPING_PAUSE_MILLIS = 250;

    private static final long LAST_WRITES_SECONDS = 3;

    private static final long SECONDS_TO_FREE = 5;

    private static final IntSize FIRST_CANVAS = new IntSize(1024, 1024);

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("unclip-worker").daemon().factory());
    private final EngineStart engine;
    private final StudioModel model;
    private final WindowMemory memory;
    private final WorkJournal journal;
    private final WorkJournal.Question bringBack;
    private final Stage stage;

    /** As it was without a window; there is none where the program is not a test. */
    private final Thread.UncaughtExceptionHandler faultsBefore;

    /**
     * What a test puts something else in the place of.
     *
     * @param savePlaces asks where to save; empty: the desktop's dialog
     * @param unsaved asks about work that is in no file; empty: a dialog
     * @param bringBack asks about work that a crash has left; empty: a dialog
     * @param journals a folder for what is kept safe from a crash
     */
    record Outside(
            PackFolders packs,
            GeneratorOpener opener,
            SettingsFile settings,
            LongSupplier randomSeeds,
            Optional<SavePlaces> savePlaces,
            Optional<Unsaved> unsaved,
            Optional<WorkJournal.Question> bringBack,
            Path journals) {}

    Studio(Stage stage, Outside outside) {
        this.stage = stage;
        Executor windowThread = Platform::runLater;
        memory = new WindowMemory(outside.settings(), background);
        engine = new EngineStart(outside.packs(), outside.opener(), background, windowThread);
        Workspace workspace = new Workspace(
                FIRST_CANVAS,
                new SessionOptions(
                        windowThread,
                        worker,
                        InstantSource.system(),
                        HistoryBudget.memory(Runtime.getRuntime().maxMemory() / 3)));
        SavePlaces places = outside.savePlaces().orElseGet(() -> new DesktopSavePlaces(stage, memory));
        model = new StudioModel(
                engine,
                workspace,
                new StudioModel.Surroundings(
                        outside.randomSeeds(),
                        System::nanoTime,
                        places,
                        new DocumentWriter(new PictureExport(ProgramVersion.title()), background),
                        background,
                        CompletableFuture.delayedExecutor(TYPING_PAUSE_MILLIS, TimeUnit.MILLISECONDS, background),
                        windowThread));
        EngineRest _ = new EngineRest(
                engine.state(),
                model.tray().running(),
                CompletableFuture.delayedExecutor(memory.settings().restMinutes(), TimeUnit.MINUTES, background),
                windowThread,
                generator -> {
                    generator.rest();
                    // The engine frees on a thread of its own; what it freed is given back with the second wait.
                    CompletableFuture.delayedExecutor(SECONDS_TO_FREE, TimeUnit.SECONDS, background)
                            .execute(FreeMemory::giveBack);
                });
        faultsBefore = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(new Faults(windowThread, model::tell));
        journal = new WorkJournal(
                workspace,
                new Journals(
                        outside.journals(),
                        Disk.real(),
                        new OraReader(background, Limits.standard()),
                        Limits.standard(),
                        Journals.INTERVAL),
                background,
                windowThread,
                why -> model.tell(new Notice(why, true)));
        bringBack = outside.bringBack().orElseGet(() -> new BringBackDialog(stage));
        MainView view = new MainView(
                model,
                worker,
                windowThread,
                new DockModel(memory.settings().docks(), memory::setDocks),
                memory.settings().theme(),
                memory::setTheme);
        Scene scene = new Scene(view);
        scene.getStylesheets().add(Studio.class.getResource("studio.css").toExternalForm());
        view.installKeys();
        stage.titleProperty()
                .bind(model.save()
                        .file()
                        .map(file -> file.map(path -> path.getFileName() + " – " + TITLE)
                                .orElse(TITLE)));
        stage.setScene(scene);
        memory.restore(stage);
        Unsaved unsaved = outside.unsaved().orElseGet(() -> new UnsavedDialog(stage));
        stage.setOnCloseRequest(event -> {
            if (!mayClose(unsaved)) {
                event.consume();
            }
        });
        stage.setOnHiding(_ -> memory.store(stage));
        view.focusPrompt();
    }

    /** Shows the window at once; the pack opens behind it. */
    void show() {
        stage.show();
        engine.open();
        journal.begin(bringBack, model::broughtBack);
    }

    StudioModel model() {
        return model;
    }

    private boolean mayClose(Unsaved unsaved) {
        AtStake stake = model.atStake();
        if (!stake.any()) {
            return true;
        }
        return switch (unsaved.ask(stake)) {
            case DISCARD -> true;
            case STAY -> false;
            case SAVE -> {
                // The rest was named in the same question, so it is not asked about again.
                model.save().saveThen(stage::hide);
                yield false;
            }
        };
    }

    /** Cancels what runs, writes what is to be kept. */
    @Override
    public void close() {
        Thread.setDefaultUncaughtExceptionHandler(faultsBefore);
        engine.close();
        journal.close();
        worker.shutdownNow();
        background.shutdown();
        try {
            // Settings are being written; a pack that is still being checked need not be waited for.
            boolean _ = background.awaitTermination(LAST_WRITES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
