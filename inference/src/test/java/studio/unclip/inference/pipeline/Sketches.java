package studio.unclip.inference.pipeline;

import studio.unclip.inference.api.Picture;

/** Pictures for tests in which every pixel differs from its neighbours. */
public final class Sketches {
    private Sketches() {}

    /** Opaque: red grows to the right, green downwards, blue is mixed. */
    public static Picture of(int width, int height) {
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++) {
            rgba[4 * i] = (byte) (i % width * 5);
            rgba[4 * i + 1] = (byte) (i / width * 9);
            rgba[4 * i + 2] = (byte) (i * 7 % 60);
            rgba[4 * i + 3] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }
}
