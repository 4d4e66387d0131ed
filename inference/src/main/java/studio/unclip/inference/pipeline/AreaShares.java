package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.model.Sample;

/**
 * How much of each pixel belongs to each of a picture's areas, and to the rest, which is the whole prompt's. Areas are
 * painted one over the other, with soft borders; the picture's own border is none. What belongs nowhere is left out.
 *
 * @param rest by place of the decoder's sample, [height x width], 0 to 1; empty if the areas cover all
 * @param areas the same of each area in order; an area that is covered wholly has 0 everywhere
 */
record AreaShares(List<float[]> rest, List<float[]> areas) {

    AreaShares {
        rest = List.copyOf(rest);
        areas = List.copyOf(areas);
    }

    /**
     * @param areas in pixels of the finished picture, in the order in which they are painted
     * @param picture the finished picture's shape
     * @param shared the shape of what is shared out
     * @param feather width of a border, as a share of the side it crosses
     */
    static AreaShares of(List<Area> areas, Sample picture, Sample shared, double feather) {
        List<float[]> layers = new ArrayList<>();
        float[] rest = new float[shared.places()];
        Arrays.fill(rest, 1);
        layers.add(rest);
        for (Area area : areas) {
            float[] cover = cover(area.where(), picture, shared, feather);
            for (float[] below : layers) {
                for (int i = 0; i < cover.length; i++) {
                    below[i] *= 1 - cover[i];
                }
            }
            layers.add(cover);
        }
        boolean covered = true;
        for (float share : rest) {
            covered &= share == 0;
        }
        return new AreaShares(covered ? List.of() : List.of(rest), layers.subList(1, layers.size()));
    }

    /** All of them, the rest first if there is one. */
    List<float[]> all() {
        List<float[]> all = new ArrayList<>(rest);
        all.addAll(areas);
        return all;
    }

    private static float[] cover(PixelRect where, Sample picture, Sample shared, double feather) {
        float[] across = line(where.x(), where.right(), picture.width(), shared.width(), feather);
        float[] down = line(where.y(), where.bottom(), picture.height(), shared.height(), feather);
        float[] cover = new float[shared.places()];
        for (int y = 0; y < down.length; y++) {
            for (int x = 0; x < across.length; x++) {
                cover[y * across.length + x] = down[y] * across[x];
            }
        }
        return cover;
    }

    /** From 0 to 1 and back along one axis, each border's middle at the rectangle's side. */
    private static float[] line(int from, int to, int output, int size, double feather) {
        double scale = size / (double) output;
        double width = Math.max(feather * size, 1);
        float[] line = new float[size];
        for (int i = 0; i < size; i++) {
            double middle = i + 0.5;
            double rise = from <= 0 ? 1 : (middle - from * scale) / width + 0.5;
            double fall = to >= output ? 1 : (to * scale - middle) / width + 0.5;
            line[i] = (float) Math.clamp(Math.min(rise, fall), 0.0, 1.0);
        }
        return line;
    }
}
