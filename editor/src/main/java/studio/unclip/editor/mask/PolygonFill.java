package studio.unclip.editor.mask;

import java.util.Arrays;
import java.util.List;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;

/** Fills a polygon: 16 scan lines a pixel row, exact coverage along each. */
final class PolygonFill {
    private static final int LINES = 16;

    private PolygonFill() {}

    static MaskMap fill(List<Corner> outline, IntRect area) {
        IntRect box = bounds(outline).intersect(area);
        if (outline.size() < 3 || box.isEmpty()) {
            return MaskMap.EMPTY;
        }
        byte[] values = new byte[Math.multiplyExact(box.width(), box.height())];
        float[] row = new float[box.width() + 1];
        double[] crossings = new double[outline.size()];
        for (int y = 0; y < box.height(); y++) {
            Arrays.fill(row, 0);
            for (int line = 0; line < LINES; line++) {
                double scanY = box.y() + y + (line + 0.5) / LINES;
                int count = crossings(outline, scanY, crossings);
                for (int i = 0; i + 1 < count; i += 2) {
                    addSpan(row, crossings[i] - box.x(), crossings[i + 1] - box.x(), box.width());
                }
            }
            for (int x = 0; x < box.width(); x++) {
                values[y * box.width() + x] = (byte) Math.min(255, (int) (row[x] * 255 / LINES + 0.5f));
            }
        }
        return MaskMap.of(MaskRaster.owning(box.width(), box.height(), values), box.x(), box.y());
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
