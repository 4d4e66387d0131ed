package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.frame.Tile;
import studio.unclip.inference.frame.Window;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;

/**
 * Gives what a window painted the canvas's own sharpness, where it saw the canvas shrunk: the last upsampler takes that,
 * shrunk to what it enlarges, tile by tile, and is told the old picture beside it. Its colours stay what they were.
 *
 * @param number of the draft it makes, after those of all windows
 * @param window which has painted
 * @param tile the square, at the canvas's own scale
 */
record DetailPass(int number, Window window, Tile tile) {
    /** Colours are held in cells of so many pixels. */
    private static final int COLOURS = 16;

    /** The passes after each window, in the order of the windows; none where nothing enlarges pictures last. */
    static List<DetailPass> of(List<Window> windows, PixelRect canvas, StageChoice last) {
        return last.stage().lowResolution().isEmpty() ? List.of() : tiles(windows, canvas, last.size());
    }

    /** The same for an upsampler whose pictures are of this size. */
    static List<DetailPass> tiles(List<Window> windows, PixelRect canvas, int size) {
        List<DetailPass> passes = new ArrayList<>();
        for (Window window : windows) {
            List<PixelRect> touched = window.touched(Rim.of(window).worn());
            for (Tile tile : window.frame().shrunk() == 1 ? List.<Tile>of() : Tile.of(canvas, size)) {
                if (touched.stream().anyMatch(tile.kept()::meets)) {
                    passes.add(new DetailPass(windows.size() + passes.size(), window, tile));
                }
            }
        }
        return passes;
    }

    /**
     * The draft, told what the upsampler is to enlarge, and what is known beside it.
     *
     * @param small side of what it enlarges, pixels
     * @param nothing z_i that says nothing, for upsamplers that read one: the window's says nothing of a part of it
     */
    CandidateDraft begin(CandidateDraft draft, GrownPicture picture, int small, float[] nothing) {
        int size = tile.frame().size();
        Patch seen = picture.patch(tile.frame().square().intersect(tile.picture()));
        float[] planes = tile.frame().read(new PatchedPicture(picture, List.of(seen)));
        float[] repaint = new Window(tile.frame(), tile.picture(), window.fresh())
                .repaint(Rim.of(window).reach());
        draft.know(new KnownPicture(planes, repaint, repaint, true, size));
        draft.paint(Resample.resize(planes, 3, size, size, small, small, Filter.BOX), small);
        draft.condition(nothing);
        return draft;
    }

    /** Lays the finished tile over what the window painted, and over the tiles before it. */
    void lay(CandidateDraft draft, GrownPicture picture) {
        Rim rim = Rim.of(window);
        float[] made = coloured(
                draft.known().orElseThrow().planes(),
                CandidateDraft.Planes.of(draft.picture()).values(),
                tile.frame().size());
        for (PixelRect touched : window.touched(rim.worn())) {
            if (touched.meets(tile.kept())) {
                PixelRect part = touched.intersect(tile.kept());
                picture.lay(
                        part.x(),
                        part.y(),
                        tile.frame().back(made, part),
                        (x, y) -> Math.min(tile.share(x + 0.5, y + 0.5), window.share(x + 0.5, y + 0.5, rim.reach())));
            }
        }
    }

    /** @return {@code made} with the colours of {@code before} in every cell; both planar RGB in [-1, 1] */
    private static float[] coloured(float[] before, float[] made, int size) {
        int cells = Math.max(1, size / COLOURS);
        float[] lacks = before.clone();
        for (int i = 0; i < lacks.length; i++) {
            lacks[i] -= made[i];
        }
        float[] given = Resample.resize(
                Resample.resize(lacks, 3, size, size, cells, cells, Filter.BOX),
                3,
                cells,
                cells,
                size,
                size,
                Filter.BICUBIC);
        for (int i = 0; i < given.length; i++) {
            given[i] = Math.clamp(given[i] + made[i], -1, 1);
        }
        return given;
    }
}
