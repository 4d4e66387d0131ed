package studio.unclip.inference.pipeline;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.frame.Repainting;
import studio.unclip.inference.frame.Tile;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;

/**
 * A part of a canvas at its own scale, of which a look that saw it shrunk has painted something: the last upsampler takes
 * that, shrunk to what it enlarges, and is told what stays beside it. Its colours stay what they were
 * (docs/decisions/0030).
 *
 * @param number of the draft it makes, after those of all looks
 * @param tile the square
 */
record DetailTile(int number, Tile tile) {
    /** Colours are held in cells of so many pixels. */
    private static final int COLOURS = 16;

    /** Of each place the tiles that it changes something in, where it sees the picture shrunk and the last stage enlarges. */
    static List<List<DetailTile>> of(List<InpaintPlace> places, PixelRect picture, StageChoice last) {
        List<List<DetailTile>> details = new ArrayList<>();
        int number = places.size();
        for (InpaintPlace place : places) {
            List<DetailTile> tiles = new ArrayList<>();
            if (place.context().frame().shrunk() > 1
                    && last.stage().lowResolution().isPresent()) {
                for (Tile tile : Tile.of(picture, last.size())) {
                    if (Repainting.changes(place.context(), picture, place.mask(), tile.kept())) {
                        tiles.add(new DetailTile(number++, tile));
                    }
                }
            }
            details.add(List.copyOf(tiles));
        }
        return List.copyOf(details);
    }

    /** The tiles of a canvas that keep some of these rectangles. */
    static List<Tile> meeting(List<PixelRect> touched, PixelRect canvas, int size) {
        return Tile.of(canvas, size).stream()
                .filter(tile -> touched.stream().anyMatch(tile.kept()::meets))
                .toList();
    }

    /**
     * The draft, told what the upsampler is to enlarge, and what is known beside it.
     *
     * @param canvas with what was painted on top; may be transparent where nothing is yet
     * @param repaint how far each of the tile's pixels is painted, 0 to 1, [size x size]
     * @param small side of what it enlarges, pixels
     * @param nothing z_i that says nothing, for upsamplers that read one: the look's says nothing of a part of it
     */
    CandidateDraft begin(CandidateDraft draft, PictureSource canvas, float[] repaint, int small, float[] nothing) {
        int size = tile.frame().size();
        float[] planes = tile.frame().read(canvas);
        draft.know(new KnownPicture(planes, repaint, repaint, true, size));
        draft.paint(Resample.resize(planes, 3, size, size, small, small, Filter.BOX), small);
        draft.condition(nothing);
        return draft;
    }

    /** What came of it, in the colours of before: planar RGB in [-1, 1], [3 x size x size]. */
    float[] made(CandidateDraft draft) {
        return coloured(
                draft.known().orElseThrow().planes(),
                CandidateDraft.Planes.of(draft.picture()).values(),
                tile.frame().size());
    }

    /** What was painted, while tiles are laid over it: one copy of its pixels, however many tiles there are. */
    static final class Canvas {
        private final PixelRect area;
        private final byte[] rgba;

        Canvas(Patch painted) {
            area = painted.area();
            rgba = painted.pixels().toRgba();
        }

        /** As it is by now; shows tiles that are laid later, too. */
        Patch patch() {
            return new Patch(area, Picture.sharing(area.width(), area.height(), ByteBuffer.wrap(rgba)));
        }
    }

    /** Lays the finished tile, as far as its pixels are painted, over what was, and over the tiles before it. */
    void lay(Canvas canvas, CandidateDraft draft) {
        PixelRect area = canvas.area;
        if (!area.meets(tile.kept())) {
            return;
        }
        PixelRect part = area.intersect(tile.kept());
        ByteBuffer above = tile.frame().back(made(draft), part).rgba();
        float[] repaint = draft.known().orElseThrow().repaint();
        PixelRect square = tile.frame().square();
        for (int i = 0; i < part.width() * part.height(); i++) {
            int x = part.x() + i % part.width();
            int y = part.y() + i / part.width();
            float share =
                    Math.min(repaint[(y - square.y()) * square.width() + x - square.x()], tile.share(x + 0.5, y + 0.5));
            int at = 4 * ((y - area.y()) * area.width() + x - area.x());
            for (int c = 0; c < 3; c++) {
                int old = canvas.rgba[at + c] & 0xff;
                canvas.rgba[at + c] = (byte) Math.round(old + share * ((above.get(4 * i + c) & 0xff) - old));
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
