package studio.unclip.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.dock.DockModel;
import studio.unclip.app.document.DocumentFiles;
import studio.unclip.app.document.FilePlaces;
import studio.unclip.app.document.Notice;
import studio.unclip.app.document.RecentFiles;
import studio.unclip.app.document.Unsaved;
import studio.unclip.app.document.WorkJournal;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.generate.EngineRest;
import studio.unclip.app.generate.EngineStart;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.panel.prompt.FormerPrompts;
import studio.unclip.app.panel.settings.PacksViewModel;
import studio.unclip.app.panel.settings.PicturesFolder;
import studio.unclip.app.panel.settings.PreferencesViewModel;
import studio.unclip.app.platform.Diagnostics;
import studio.unclip.app.platform.HeapRoom;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.platform.ProgramVersion;
import studio.unclip.app.results.PictureStore;
import studio.unclip.app.settings.PromptsFile;
import studio.unclip.app.settings.SettingsFile;
import studio.unclip.app.settings.Theme;
import studio.unclip.app.shell.MainView;
import studio.unclip.app.shell.Program;
import studio.unclip.app.shell.StudioModel;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryBudget;
import studio.unclip.editor.journal.Journals;
import studio.unclip.editor.session.SessionOptions;
import studio.unclip.inference.api.ImageGenerator;

/** The window's composition root: builds everything by constructor, shows it, takes it down. Window thread. */
final class Studio implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Studio.class);

    /** A pause in the typing after which the prompt is looked at: half-typed words are not unknown words. */
    private static final long TYPING_PAUSE_MILLIS = 250;

    private static final long LAST_WRITES_SECONDS = 3;

    private static final long SECONDS_TO_BE_THERE = 5;
    private static final long SECONDS_TO_FREE = 5;

    private static final IntSize FIRST_CANVAS = new IntSize(1024, 1024);

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("unclip-worker").daemon().factory());
    private final EngineStart engine;
    private final StudioModel model;
    private final WindowMemory memory;
    private final Optional<Path> open;
    private final PictureStore pictures;
    private final Stage stage;

    /** As it was without a window; there is none where the program is not a test. */
    private final Thread.UncaughtExceptionHandler faultsBefore;

    /**
     * What a test puts something else in the place of.
     *
     * @param open a file to begin with
     * @param places asks for files; empty: the desktop's dialogs
     * @param unsaved asks about work that is in no file; empty: a dialog
     * @param bringBack asks about work that a crash has left; empty: a dialog
     * @param folders the person's
     * @param journals a folder for what is kept safe from a crash
     * @param showFolder shows a folder in the desktop's own program for that
     */
    record Outside(
            PackFolders packs,
            GeneratorOpener opener,
            SettingsFile settings,
            LongSupplier randomSeeds,
            Optional<Path> open,
            Optional<FilePlaces> places,
            Optional<Unsaved> unsaved,
            Optional<WorkJournal.Question> bringBack,
            PlatformFolders folders,
            Path journals,
            Consumer<Path> showFolder) {}

    Studio(Stage stage, Outside outside) {
        this.stage = stage;
        Executor windowThread = Platform::runLater;
        // Not at once: what it needs of the JVM takes time that the first window needs more.
        CompletableFuture.delayedExecutor(SECONDS_TO_BE_THERE, TimeUnit.SECONDS, background)
                .execute(HeapRoom::follow);
        background.execute(Compilers::giveWay);
        memory = new WindowMemory(outside.settings(), background);
        engine = new EngineStart(
                outside.packs(),
                () -> pack(outside.packs()),
                (folder, _) -> outside.opener().open(folder, device()),
                background,
                windowThread);
        Workspace workspace = new Workspace(
                FIRST_CANVAS,
                new SessionOptions(
                        windowThread,
                        worker,
                        InstantSource.system(),
                        HistoryBudget.memory(Runtime.getRuntime().maxMemory() / 3)));
        pictures = new PictureStore(
                memory.settings().pictures().orElse(outside.folders().pictures()),
                new PictureExport(ProgramVersion.title()),
                Disk.real(),
                Clock.system(ZoneId.systemDefault()));
        open = outside.open();
        RecentFiles recent = new RecentFiles(memory.settings().recentFiles(), memory::setRecentFiles);
        model = new StudioModel(
                engine,
                workspace,
                new StudioModel.Surroundings(
                        outside.randomSeeds(),
                        System::nanoTime,
                        new StudioModel.Files(
                                outside.places().orElseGet(() -> new DesktopFilePlaces(stage, memory)),
                                outside.unsaved().orElseGet(() -> new UnsavedDialog(stage)),
                                outside.bringBack().orElseGet(() -> new BringBackDialog(stage)),
                                new DocumentFiles(new PictureExport(ProgramVersion.title()), background),
                                recent,
                                new Journals(
                                        outside.journals(),
                                        Disk.real(),
                                        new OraReader(background, Limits.standard()),
                                        Limits.standard(),
                                        Journals.INTERVAL),
                                FIRST_CANVAS),
                        pictures,
                        formerPrompts(new PromptsFile(outside.folders().data())),
                        background,
                        CompletableFuture.delayedExecutor(TYPING_PAUSE_MILLIS, TimeUnit.MILLISECONDS, background),
                        windowThread));
        EngineRest _ = new EngineRest(
                engine.state(),
                model.tray().running(),
                task -> CompletableFuture.delayedExecutor(memory.settings().restMinutes(), TimeUnit.MINUTES, background)
                        .execute(task),
                windowThread,
                generator -> {
                    generator.rest();
                    // The engine frees on a thread of its own; what it freed is given back with the second wait.
                    CompletableFuture.delayedExecutor(SECONDS_TO_FREE, TimeUnit.SECONDS, background)
                            .execute(FreeMemory::giveBack);
                });
        model.tray().folded().set(memory.settings().trayFolded());
        model.tray().folded().subscribe((_, folded) -> memory.setTrayFolded(folded));
        faultsBefore = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(new Faults(windowThread, model::tell));
        MainView view = new MainView(
                model,
                worker,
                windowThread,
                new DockModel(memory.settings().docks(), memory::setDocks),
                memory.settings().theme(),
                memory::setTheme,
                this::requestClose,
                () -> showPictures(outside.showFolder()),
                chooseTheme -> program(outside, chooseTheme, windowThread));
        if (!stage.isShowing()) {
            EmptyWindow.prepare(stage, memory.settings());
        }
        Scene scene = stage.getScene();
        scene.getStylesheets().add(Studio.class.getResource("studio.css").toExternalForm());
        scene.setRoot(view);
        view.installKeys();
        stage.titleProperty()
                .bind(Bindings.createStringBinding(
                        this::title, model.documents().name(), model.documents().modified()));
        stage.setOnCloseRequest(event -> {
            event.consume();
            requestClose();
        });
        stage.setOnHiding(_ -> memory.store(stage));
        view.focusPrompt();
    }

    /** The pack a person has chosen, if it is there; else the one that is preferred. */
    private Optional<Path> pack(PackFolders packs) {
        return memory.settings()
                .pack()
                .map(packs.installed()::resolve)
                .filter(PackFolders::isPack)
                .or(packs::preferred);
    }

    /** As a person has set it. */
    private GeneratorOpener.Device device() {
        int threads = memory.settings().threads();
        return new GeneratorOpener.Device(
                memory.settings().device(), threads == 0 ? OptionalInt.empty() : OptionalInt.of(threads));
    }

    private FormerPrompts formerPrompts(PromptsFile file) {
        return new FormerPrompts(
                file.read(),
                prompts -> background.execute(() -> {
                    // One after another: the last ones asked for must be the last ones written.
                    synchronized (file) {
                        file.write(prompts);
                    }
                }));
    }

    private Program program(Outside outside, Consumer<Theme> chooseTheme, Executor windowThread) {
        PackShelf shelf = new PackShelf(outside.packs(), outside.folders());
        return new Program(
                new PreferencesViewModel(
                        memory::settings,
                        memory::change,
                        chooseTheme,
                        engine.state().map(Studio::device)),
                new PicturesFolder(
                        pictures.folder(),
                        outside.folders().pictures(),
                        pictures::keepIn,
                        chosen -> memory.change(settings -> settings.withPictures(chosen)),
                        background,
                        windowThread),
                new PacksViewModel(
                        shelf,
                        memory.settings().pack(),
                        background,
                        windowThread,
                        id -> memory.change(settings -> settings.withPack(id))),
                new DesktopPackPlaces(stage),
                () -> Diagnostics.text(device(engine.state().get()), shelf, outside.folders()),
                background,
                windowThread);
    }

    /** In a few words; any thread. */
    private static String device(EngineState state) {
        return state instanceof EngineState.Ready(ImageGenerator generator)
                ? String.format(
                        Locale.ROOT,
                        "%s, with at most %.1f GB of memory",
                        generator.device().name(),
                        generator.device().memoryBytes() / 1e9)
                : "nothing yet: no pack is open";
    }

    /** Shows the window at once; the pack opens behind it. */
    void show() {
        stage.show();
        engine.open();
        model.begin(open);
    }

    private void showPictures(Consumer<Path> showFolder) {
        Path kept = pictures.folder();
        background.execute(() -> {
            try {
                Path folder = Files.createDirectories(kept);
                Platform.runLater(() -> showFolder.accept(folder));
            } catch (IOException e) {
                LOG.warn("the folder of pictures was not made", e);
                Platform.runLater(() ->
                        model.tell(new Notice("The folder " + kept + " cannot be made: " + e.getMessage(), true)));
            }
        });
    }

    StudioModel model() {
        return model;
    }

    private String title() {
        // JavaFX hands a title to GTK as Java writes UTF-8: letters beyond 16 bits come out as rubbish.
        String name = model.documents().name().get().replaceAll("[^\\x{0}-\\x{ffff}]", "□");
        return name.isEmpty()
                ? EmptyWindow.TITLE
                : name + (model.documents().modified().get() ? "*" : "") + " – " + EmptyWindow.TITLE;
    }

    /** As the cross in the title bar: closes once what is in no file is saved or not wanted. */
    private void requestClose() {
        // Everything is named in one question; what is left once the document is saved is not asked about again.
        model.documents().settle(model.atStake(), Unsaved.Before.CLOSING, stage::hide);
    }

    /** Cancels what runs, writes what is to be kept. */
    @Override
    public void close() {
        Thread.setDefaultUncaughtExceptionHandler(faultsBefore);
        engine.close();
        model.close();
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
