package studio.unclip.app.document;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.journal.Journals;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;

/** Documents without a window: a person's answers are given beforehand, file work waits until {@link #finish}. */
final class Desk implements FilePlaces, AutoCloseable {
    final Workspace workspace = Workspaces.empty(8, 8);
    final List<Notice> notices = new ArrayList<>();
    final List<Path> remembered = new ArrayList<>();
    final List<Path> suggested = new ArrayList<>();
    final List<List<Path>> recentTold = new ArrayList<>();
    final List<AtStake> stakes = new ArrayList<>();
    final List<Recipe> used = new ArrayList<>();
    final List<Optional<Path>> bringBackAsked = new ArrayList<>();
    final Documents documents;
    Optional<Path> saveTo = Optional.empty();
    Optional<Path> openFrom = Optional.empty();
    Optional<IntSize> size = Optional.empty();
    Unsaved.Choice unsaved = Unsaved.Choice.STAY;
    boolean bringBack = true;
    int broughtBack;
    private final List<Runnable> background = new ArrayList<>();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final WorkJournal journal;

    Desk(Path journals) {
        this(journals, Optional.empty());
    }

    /** @param opened given at the start */
    Desk(Path journals, Optional<Path> opened) {
        journal = new WorkJournal(
                workspace, journals(journals), Runnable::run, Runnable::run, why -> notices.add(new Notice(why, true)));
        documents = new Documents(
                workspace,
                new Documents.Surroundings(
                        this,
                        (stake, _) -> {
                            stakes.add(stake);
                            return unsaved;
                        },
                        (file, _) -> {
                            bringBackAsked.add(file);
                            return bringBack;
                        },
                        new DocumentFiles(new PictureExport("Test"), pool),
                        new RecentFiles(List.of(), recentTold::add),
                        journal,
                        background::add,
                        Runnable::run,
                        notices::add,
                        used::add,
                        () -> broughtBack++,
                        new IntSize(8, 8)));
        documents.begin(opened);
    }

    private Journals journals(Path root) {
        return new Journals(
                root, Disk.real(), new OraReader(pool, Limits.standard()), Limits.standard(), Duration.ofMillis(1));
    }

    @Override
    public Optional<Path> askSave(Purpose purpose, Path name) {
        suggested.add(name);
        return saveTo;
    }

    @Override
    public Optional<Path> askOpen() {
        return openFrom;
    }

    @Override
    public Optional<IntSize> askSize(IntSize now) {
        return size;
    }

    @Override
    public void remember(Path file) {
        remembered.add(file);
    }

    /** Does the file work that waits, and what comes of it. */
    void finish() {
        while (!background.isEmpty()) {
            background.removeFirst().run();
        }
    }

    /** Lays a generated picture on the canvas. */
    Recipe generate(String prompt, long seed) {
        Recipe recipe = new Recipe(
                "unclip-starter",
                "0.1.0",
                new ImageRequest.Generate(
                        prompt,
                        Conditioning.DIFFUSION_PRIOR,
                        new Sampling(seed, 1, Map.of(), NoiseOrder.STREAM_PER_STAGE)),
                Map.of());
        new ResultTarget(workspace, Ask.of((ImageRequest.Generate) recipe.request()), Runnable::run, Runnable::run)
                .place(
                        new Candidate(
                                0,
                                new Result.Whole(ScriptedPictures.picture(seed)),
                                recipe,
                                OptionalDouble.empty(),
                                Set.of()),
                        new ResultTarget.Told(
                                why -> {
                                    throw new AssertionError(why.sentence());
                                },
                                () -> {},
                                () -> {}));
        return recipe;
    }

    void saveTo(Path file) {
        saveTo = Optional.of(file);
    }

    Notice lastNotice() {
        return notices.getLast();
    }

    /** As when the window closes. */
    @Override
    public void close() {
        journal.close();
        pool.close();
    }
}
