package studio.unclip.editor.mask;

import java.util.Arrays;
import java.util.List;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskScratch;

/** Fills a polygon: 16 scan lines a pixel row, exact coverage along each. */
final class PolygonFill {
    private static final int LINES = 16;

    private PolygonFill() {}

    static MaskMap fill(List<Corner> outline, IntRect area) {
        IntRect box = bounds(outline).intersect(area);
        if (outline.size() < 3 || box.isEmpty()) {
            return MaskMap.EMPTY;
        }
        MaskScratch mask = new MaskScratch(box);
        float[] row = new float[box.width() + 1];
        byte[] values = new byte[box.width()];
        double[] crossings = new double[outline.size()];
        for (int y = box.y(); y < box.bottom(); y++) {
            double left = box.width();
            double right = 0;
            for (int line = 0; line < LINES; line++) {
                int count = crossings(outline, y + (line + 0.5) / LINES, crossings);
                for (int i = 0; i + 1 < count; i += 2) {
                    addSpan(row, crossings[i] - box.x(), crossings[i + 1] - box.x(), box.width());
                }
                left = count == 0 ? left : Math.min(left, crossings[0] - box.x());
                right = count == 0 ? right : Math.max(right, crossings[count - 1] - box.x());
            }
            int first = (int) Math.clamp(left, 0, box.width());
            int last = (int) Math.ceil(Math.clamp(right, 0, box.width()));
            for (int x = first; x < last; x++) {
                values[x] = (byte) Math.min(255, (int) (row[x] * 255 / LINES + 0.5f));
            }
            if (last > first) {
                mask.put(box.x() + first, y, values, first, last - first);
                Arrays.fill(row, first, last, 0);
            }
        }
        return mask.finish();
    }

    private static int crossings(List<Corner> outline, double y, double[] out) {
        int count = 0;
        Corner from = outline.getLast();
        for (Corner to : outline) {
            if ((from.canvasY() <= y) != (to.canvasY() <= y)) {
                double t = (y - from.canvasY()) / (to.canvasY() - from.canvasY());
                out[count++] = from.canvasX() + t * (to.canvasX() - from.canvasX());
            }
            from = to;
        }
        Arrays.sort(out, 0, count);
        return count;
    }

    private static void addSpan(float[] row, double from, double to, int width) {
        double left = Math.clamp(from, 0, width);
        double right = Math.clamp(to, 0, width);
        if (right <= left) {
            return;
        }
        int first = (int) left;
        int last = (int) right;
        if (first == last) {
            row[first] += (float) (right - left);
            return;
        }
        row[first] += (float) (first + 1 - left);
        for (int x = first + 1; x < last; x++) {
            row[x] += 1;
        }
        row[last] += (float) (right - last);
    }

    private static IntRect bounds(List<Corner> outline) {
        double left = Double.POSITIVE_INFINITY;
        double top = left;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = right;
        for (Corner corner : outline) {
            left = Math.min(left, corner.canvasX());
            right = Math.max(right, corner.canvasX());
            top = Math.min(top, corner.canvasY());
            bottom = Math.max(bottom, corner.canvasY());
        }
        return IntRect.between(
                (int) Math.floor(left), (int) Math.floor(top), (int) Math.ceil(right), (int) Math.ceil(bottom));
    }
}
