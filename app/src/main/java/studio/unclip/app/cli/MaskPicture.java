package studio.unclip.app.cli;

import java.nio.ByteBuffer;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;

/**
 * A picture read as a mask: white is to be painted anew, black and what is transparent stays, grey in proportion.
 *
 * @param picture as the person gave it
 */
record MaskPicture(Picture picture) {

    /**
     * The mask for a picture of this size.
     *
     * @param fit whether one of another size is scaled
     * @param inverted whether the black part is meant
     */
    Mask of(int width, int height, boolean fit, boolean inverted) {
        if (!fit && (picture.width() != width || picture.height() != height)) {
            throw new InvalidRequestException(
                    "mask",
                    "The mask has " + picture.width() + "x" + picture.height() + " pixels, the picture " + width + "x"
                            + height + ". Give one of the same size, or --fit to scale it.");
        }
        byte[] values = values();
        byte[] fitted = picture.width() == width && picture.height() == height ? values : scaled(values, width, height);
        if (inverted) {
            for (int i = 0; i < fitted.length; i++) {
                fitted[i] = (byte) (255 - (fitted[i] & 0xff));
            }
        }
        return Mask.of(width, height, fitted);
    }

    private byte[] values() {
        ByteBuffer rgba = picture.rgba();
        byte[] values = new byte[picture.width() * picture.height()];
        for (int i = 0; i < values.length; i++) {
            int grey = 299 * (rgba.get(4 * i) & 0xff)
                    + 587 * (rgba.get(4 * i + 1) & 0xff)
                    + 114 * (rgba.get(4 * i + 2) & 0xff);
            values[i] = (byte) Math.round(grey / 1000.0 * (rgba.get(4 * i + 3) & 0xff) / 255);
        }
        return values;
    }

    /** Means where it shrinks, the nearest value where it grows. */
    private byte[] scaled(byte[] values, int width, int height) {
        byte[] scaled = new byte[width * height];
        for (int y = 0; y < height; y++) {
            int top = (int) ((long) y * picture.height() / height);
            int bottom = Math.max(top + 1, (int) ((y + 1L) * picture.height() / height));
            for (int x = 0; x < width; x++) {
                int left = (int) ((long) x * picture.width() / width);
                int right = Math.max(left + 1, (int) ((x + 1L) * picture.width() / width));
                long sum = 0;
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        sum += values[row * picture.width() + column] & 0xff;
                    }
                }
                long pixels = (long) (bottom - top) * (right - left);
                scaled[y * width + x] = (byte) ((sum + pixels / 2) / pixels);
            }
        }
        return scaled;
    }
}
