package studio.unclip.app.generate;

import java.nio.ByteBuffer;
import java.util.function.IntBinaryOperator;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.inference.api.Picture;

/**
 * What a running job shows of its result so far, where that will lie. Plain data.
 *
 * @param picture as small as the model sees it; clear where the result will change nothing
 * @param place what it is stretched over, document pixels; may reach outside the document
 * @param within what is seen of it: the place of the whole result, document pixels
 */
public record Sketch(Picture picture, IntRect place, IntRect within) {
    /** How far the edge of what changes is softened on each side, pixels of the sketch. */
    private static final int SOFT = 2;

    /**
     * How much of each of a sketch's pixels is seen, softened at the edges.
     *
     * @param change 0 to 255 for a pixel of the document: whether it will change
     * @param place of the sketch
     * @return [height x width]
     */
    static byte[] shape(IntBinaryOperator change, IntRect place, int width, int height) {
        int[] values = new int[width * height];
        for (int y = 0; y < height; y++) {
            int documentY = place.y() + (int) ((2L * y + 1) * place.height() / (2L * height));
            for (int x = 0; x < width; x++) {
                int documentX = place.x() + (int) ((2L * x + 1) * place.width() / (2L * width));
                values[y * width + x] = change.applyAsInt(documentX, documentY);
            }
        }
        int[] soft = softened(softened(values, width, height, 1, width), height, width, width, 1);
        byte[] shape = new byte[soft.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = (byte) soft[i];
        }
        return shape;
    }

    /** The mean of each value and its neighbours along lines. */
    private static int[] softened(int[] values, int length, int lines, int step, int lineStep) {
        int[] soft = new int[values.length];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                int sum = 0;
                for (int k = -SOFT; k <= SOFT; k++) {
                    sum += values[line * lineStep + Math.clamp(i + k, 0, length - 1) * step];
                }
                soft[line * lineStep + i * step] = sum / (2 * SOFT + 1);
            }
        }
        return soft;
    }

    /** A picture of which only that much is seen. */
    static Picture shaped(Picture picture, byte[] shape) {
        ByteBuffer rgba = ByteBuffer.allocate(4 * shape.length);
        rgba.put(picture.rgba()).flip();
        for (int i = 0; i < shape.length; i++) {
            int alpha = rgba.get(4 * i + 3) & 0xff;
            rgba.put(4 * i + 3, (byte) (alpha * (shape[i] & 0xff) / 255));
        }
        return Picture.sharing(picture.width(), picture.height(), rgba);
    }
}
