package studio.unclip.app.generate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import studio.unclip.app.edit.Assembly;
import studio.unclip.app.edit.Landing;
import studio.unclip.app.edit.Masking;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.edit.BecomePicture;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.patch.ChangeCount;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;
import studio.unclip.editor.session.EditOutcome;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.RecipeJson;
import studio.unclip.inference.api.Result;

/**
 * Lays the results of one request into the document, and knows which states they became. A result lands on what is there
 * by then, as a new layer, also when the document has changed since it was asked for, so none is ever lost. Trying one
 * after the other leaves one entry in the history. Window thread.
 */
public final class ResultTarget {
    private final Workspace workspace;
    private final Ask ask;
    private final Executor background;
    private final Executor windowThread;

    /** By the candidate's index. */
    private final Map<Integer, Revision> placed = new HashMap<>();

    /** Patches that were laid in, by the candidate's index. */
    private final Map<Integer, Landing> landings = new ConcurrentHashMap<>();

    /** What text diffs changed, by the candidate's index. */
    private final Map<Integer, ChangeCount> counts = new HashMap<>();

    /** The states of this request's results, and of others' that belong to them. */
    private final Trying trying;

    /** Counts what was asked to be placed, so that the slower of two does not come after the quicker. */
    private long wish;

    /**
     * @param workspace gets the results
     * @param ask whose results they are
     * @param background finds out how patches are laid in
     */
    public ResultTarget(Workspace workspace, Ask ask, Executor background, Executor windowThread) {
        this.workspace = workspace;
        this.ask = ask;
        this.trying = ask.slider().orElseGet(Trying::new);
        this.background = background;
        this.windowThread = windowThread;
    }

    /**
     * Who is told of a candidate that is placed. Window thread.
     *
     * @param refused why the document did not take it, if it did not
     * @param there runs once it is there
     * @param counted runs when {@link #changed} is known later than that, if it is seen by then
     */
    public record Told(Consumer<Refusal> refused, Runnable there, Runnable counted) {}

    /**
     * Lays the candidate into the document with its recipe, or goes back to where it already is. A picture of its own is
     * there when this returns; patches a moment later.
     */
    public void place(Candidate candidate, Told told) {
        long now = ++wish;
        Revision before = placed.get(candidate.index());
        if (before != null && workspace.goTo(before)) {
            told.there().run();
            return;
        }
        if (ask.destination() instanceof Destination.Instead(Document asked)) {
            background.execute(() -> {
                TileMap pixels = tiles(candidate.result());
                windowThread.execute(() -> {
                    if (now == wish) {
                        placeInstead(candidate, asked, pixels, told);
                    }
                });
            });
            return;
        }
        switch (candidate.result()) {
            case Result.Whole(Picture picture) -> placeWhole(candidate, picture, told);
            case Result.Patches patches ->
                background.execute(() -> {
                    Landing landing = landing(candidate, patches);
                    windowThread.execute(() -> {
                        if (now == wish) {
                            placePatches(candidate, landing, told);
                        }
                    });
                });
        }
    }

    /** What was to be placed and is not there yet is not placed any more. */
    public void stay() {
        wish++;
    }

    /**
     * A candidate as one picture, for a file: with patches what the document that was asked about looks like with them, or,
     * where that would be too large, the first of them. Any thread; may take a while.
     *
     * @param mostPixels of that document
     */
    public Picture whole(Candidate candidate, long mostPixels) {
        if (!(candidate.result() instanceof Result.Patches patches)
                || (long) patches.width() * patches.height() > mostPixels) {
            return candidate.picture();
        }
        return ask.destination() instanceof Destination.Instead
                ? Assembly.of(patches)
                : picture(Flattener.flatten(landing(candidate, patches).document()));
    }

    private static Picture picture(Raster flat) {
        return Picture.sharing(flat.width(), flat.height(), flat.rgba());
    }

    /** What replaces the whole picture, so that laying it in takes no time on the window's thread. Any thread. */
    private static TileMap tiles(Result result) {
        return switch (result) {
            case Result.Whole(Picture picture) -> TileMap.of(raster(picture), 0, 0);
            case Result.Patches patches -> {
                TileMap map = TileMap.EMPTY;
                for (Patch part : patches.patches()) {
                    map = map.withRaster(
                            raster(part.pixels()), part.area().x(), part.area().y());
                }
                yield map;
            }
        };
    }

    private static Raster raster(Picture picture) {
        return Raster.owning(picture.width(), picture.height(), picture.toRgba());
    }

    /** It becomes the document; where that was changed since, what was done is kept, and it becomes a layer. */
    private void placeInstead(Candidate candidate, Document asked, TileMap pixels, Told told) {
        Document base = base();
        IntSize size = size(candidate.result());
        // What was only masked or selected since changes no pixel.
        boolean unchanged = base.size().equals(asked.size()) && base.layers().equals(asked.layers());
        apply(
                candidate,
                unchanged
                        ? new BecomePicture(size, pixels, ask.label(), Optional.of(provenance(candidate)))
                        : centred(candidate, Assembly.of(candidate.result())),
                told);
    }

    private static IntSize size(Result result) {
        return switch (result) {
            case Result.Whole(Picture picture) -> new IntSize(picture.width(), picture.height());
            case Result.Patches patches -> new IntSize(patches.width(), patches.height());
        };
    }

    private static Provenance provenance(Candidate candidate) {
        return new Provenance(RecipeJson.write(candidate.recipe()));
    }

    private void placeWhole(Candidate candidate, Picture picture, Told told) {
        workspace.fitEmptyCanvas(new IntSize(picture.width(), picture.height()));
        Document before = base();
        apply(candidate, centred(candidate, picture), told);
        if (ask.request() instanceof ImageRequest.TextDiff diff && shows(candidate.index())) {
            count(candidate.index(), diff, before, told.counted());
        }
    }

    /** A picture turned by words is the old one where the words change nothing: whether anything came of it is counted. */
    private void count(int candidate, ImageRequest.TextDiff diff, Document before, Runnable counted) {
        Document after = workspace.document().get();
        if (!before.size().equals(after.size())) {
            return;
        }
        background.execute(() -> {
            MaskMap free = diff.mask().map(Masking::toEditor).orElse(MaskMap.FULL);
            ChangeCount count = ChangeCount.between(before, after, free, new BlendRing(0));
            windowThread.execute(() -> {
                counts.put(candidate, count);
                if (shows(candidate)) {
                    counted.run();
                }
            });
        });
    }

    /** In the middle of the canvas that is there now. */
    private Edit centred(Candidate candidate, Picture picture) {
        IntSize canvas = base().size();
        return new PlacePicture(
                ask.label(),
                raster(picture),
                Math.floorDiv(canvas.width() - picture.width(), 2),
                Math.floorDiv(canvas.height() - picture.height(), 2),
                Optional.of(provenance(candidate)));
    }

    /** What the next result is laid on: the state before this request's own result, where that is what is seen. */
    private Document base() {
        Document now = workspace.document().get();
        return shown() ? workspace.before().orElse(now) : now;
    }

    /** Any thread. Laying patches in compares the whole picture, and each is laid in for its file and for the canvas. */
    private Landing landing(Candidate candidate, Result.Patches patches) {
        return landings.computeIfAbsent(candidate.index(), _ -> laidIn(candidate, patches));
    }

    private Landing laidIn(Candidate candidate, Result.Patches patches) {
        Optional<Provenance> provenance = Optional.of(provenance(candidate));
        return switch (ask.destination()) {
            case Destination.Within(Document asked, MaskMap repaint, BlendRing ring) ->
                Landing.of(asked, patches, repaint, ring, ask.label(), provenance);
            case Destination.Around(Document asked, BlendRing ring) ->
                Landing.of(asked, patches, Landing.newSides(patches, asked.size()), ring, ask.label(), provenance);
            case Destination.NewLayer _, Destination.Instead _ ->
                throw new IllegalStateException("patches have a place of their own");
        };
    }

    private void placePatches(Candidate candidate, Landing landing, Told told) {
        boolean sameCanvas = base().size().equals(asked().size());
        // On a canvas of another size the places of the patches mean nothing any more.
        apply(candidate, sameCanvas ? landing.edit() : centred(candidate, candidate.picture()), told);
    }

    private Document asked() {
        return switch (ask.destination()) {
            case Destination.Within within -> within.asked();
            case Destination.Around around -> around.asked();
            case Destination.NewLayer _, Destination.Instead _ ->
                throw new IllegalStateException("its patches are not laid into a document");
        };
    }

    private void apply(Candidate candidate, Edit edit, Told told) {
        Optional<String> recipe = Optional.of(RecipeJson.write(candidate.recipe()));
        EditOutcome outcome = shown()
                ? workspace.applyInstead(edit, ask.label(), recipe)
                : workspace.apply(edit, ask.label(), recipe);
        switch (outcome) {
            case EditOutcome.Refused(Refusal why) -> told.refused().accept(why);
            case EditOutcome.Changed _, EditOutcome.Unchanged _ -> {
                placed.put(candidate.index(), workspace.revision());
                trying.became(workspace.revision());
                told.there().run();
            }
        }
    }

    /** Whether the canvas is as it was when this candidate was laid on it. */
    public boolean shows(int candidate) {
        return workspace.revision().equals(placed.get(candidate));
    }

    /**
     * How many pixels a candidate changes, and where: of patches known once they were laid in, of a text diff a moment
     * after; of other pictures nobody asks.
     */
    public Optional<ChangeCount> changed(int candidate) {
        return Optional.ofNullable(landings.get(candidate))
                .map(Landing::changed)
                .or(() -> Optional.ofNullable(counts.get(candidate)));
    }

    /** Forgets what patches were laid into: large pictures of long ago need not be held. */
    public void forget(int candidate) {
        landings.remove(candidate);
    }

    /** Whether any candidate was ever laid on the canvas. */
    public boolean used() {
        return !placed.isEmpty();
    }

    /** Whether the canvas shows a result of this request, or of one that belongs to it. */
    private boolean shown() {
        return trying.has(workspace.revision());
    }
}
