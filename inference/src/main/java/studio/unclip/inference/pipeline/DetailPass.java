package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.frame.Tile;
import studio.unclip.inference.frame.Window;

/**
 * Gives what a window painted the canvas's own sharpness, where it saw the canvas shrunk, tile by tile.
 *
 * @param window which has painted
 * @param detail a tile of it
 */
record DetailPass(Window window, DetailTile detail) {

    /** The passes after each window, in the order of the windows; none where nothing enlarges pictures last. */
    static List<DetailPass> of(List<Window> windows, PixelRect canvas, StageChoice last) {
        return last.stage().lowResolution().isEmpty() ? List.of() : tiles(windows, canvas, last.size());
    }

    /** The same for an upsampler whose pictures are of this size. */
    static List<DetailPass> tiles(List<Window> windows, PixelRect canvas, int size) {
        List<DetailPass> passes = new ArrayList<>();
        for (Window window : windows) {
            if (window.frame().shrunk() > 1) {
                for (Tile tile :
                        DetailTile.meeting(window.touched(Rim.of(window).worn()), canvas, size)) {
                    passes.add(new DetailPass(window, new DetailTile(windows.size() + passes.size(), tile)));
                }
            }
        }
        return passes;
    }

    /** See {@link DetailTile#begin}; the old picture is known beside what is new. */
    CandidateDraft begin(CandidateDraft draft, GrownPicture picture, int small, float[] nothing) {
        Tile tile = detail.tile();
        Patch seen = picture.patch(tile.frame().square().intersect(tile.picture()));
        float[] repaint = new Window(tile.frame(), tile.picture(), window.fresh())
                .repaint(Rim.of(window).reach());
        return detail.begin(draft, new PatchedPicture(picture, List.of(seen)), repaint, small, nothing);
    }

    /** Lays the finished tile over what the window painted, and over the tiles before it. */
    void lay(CandidateDraft draft, GrownPicture picture) {
        Rim rim = Rim.of(window);
        Tile tile = detail.tile();
        float[] made = detail.made(draft);
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
}
