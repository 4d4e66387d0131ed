package studio.unclip.inference.pack;

import java.util.List;

/**
 * What the image encoder wants to see.
 *
 * @param size side of the square picture, pixels
 * @param mean subtracted per channel (R, G, B) from values in [0, 1]
 * @param std then divided by, per channel
 * @param resample {@code bicubic}, {@code bilinear}, {@code lanczos} or {@code box}
 */
public record ImageInput(int size, List<Double> mean, List<Double> std, String resample) {

    public ImageInput {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }
}
