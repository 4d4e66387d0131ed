package studio.unclip.app.cli;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import studio.unclip.inference.api.Picture;

/** Small copies of pictures in a row, each with a label below, as one picture. */
final class Sheet {
    /** Longest side of a small copy, pixels. */
    private static final int MOST = 256;

    private static final int GAP = 8;

    /** Pixels of a label's dot. */
    private static final int DOT = 2;

    private static final byte PAPER = (byte) 255;
    private static final byte INK = (byte) 40;

    private final List<Picture> pictures = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    /** Adds one to the right; only its small copy is kept. */
    void add(Picture picture, String label) {
        int longer = Math.max(picture.width(), picture.height());
        pictures.add(shrunk(picture, (longer + MOST - 1) / MOST));
        labels.add(label);
    }

    /** All of them on paper. */
    Picture picture() {
        int cell = Math.max(
                pictures.stream()
                        .mapToInt(one -> Math.max(one.width(), one.height()))
                        .max()
                        .orElse(1),
                labels.stream()
                        .mapToInt(label -> Letters.width(label) * DOT)
                        .max()
                        .orElse(1));
        int width = GAP + pictures.size() * (cell + GAP);
        int height = GAP + cell + GAP + Letters.HEIGHT * DOT + GAP;
        byte[] rgba = new byte[width * height * 4];
        Arrays.fill(rgba, PAPER);
        for (int i = 0; i < pictures.size(); i++) {
            int left = GAP + i * (cell + GAP);
            Picture one = pictures.get(i);
            lay(one, rgba, width, left + (cell - one.width()) / 2, GAP + (cell - one.height()) / 2);
            write(labels.get(i), rgba, width, left, GAP + cell + GAP);
        }
        return Picture.of(width, height, rgba);
    }

    private static void lay(Picture picture, byte[] rgba, int width, int left, int top) {
        ByteBuffer from = picture.rgba();
        for (int y = 0; y < picture.height(); y++) {
            from.get(y * picture.width() * 4, rgba, ((top + y) * width + left) * 4, picture.width() * 4);
        }
    }

    private static void write(String label, byte[] rgba, int width, int left, int top) {
        for (int y = 0; y < Letters.HEIGHT * DOT; y++) {
            for (int x = 0; x < Letters.width(label) * DOT; x++) {
                if (Letters.dot(label, x / DOT, y / DOT)) {
                    int at = ((top + y) * width + left + x) * 4;
                    Arrays.fill(rgba, at, at + 3, INK);
                }
            }
        }
    }

    /** Each block of pixels by its mean; what is left over at the right and below is cut off. */
    private static Picture shrunk(Picture picture, int factor) {
        if (factor == 1) {
            return picture;
        }
        int width = Math.max(1, picture.width() / factor);
        int height = Math.max(1, picture.height() / factor);
        byte[] rgba = new byte[width * height * 4];
        ByteBuffer from = picture.rgba();
        for (int i = 0; i < rgba.length; i++) {
            int x = i / 4 % width * factor;
            int y = i / 4 / width * factor;
            int right = Math.min(picture.width(), x + factor);
            int bottom = Math.min(picture.height(), y + factor);
            int sum = 0;
            for (int row = y; row < bottom; row++) {
                for (int column = x; column < right; column++) {
                    sum += from.get((row * picture.width() + column) * 4 + i % 4) & 0xff;
                }
            }
            int count = (right - x) * (bottom - y);
            rgba[i] = (byte) ((sum + count / 2) / count);
        }
        return Picture.of(width, height, rgba);
    }
}
