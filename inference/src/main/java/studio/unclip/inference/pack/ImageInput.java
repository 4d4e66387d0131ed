package studio.unclip.inference.pack;

import java.util.List;

/**
 * What the image encoder wants to see.
 *
 * @param size side of the square picture, pixels
 * @param mean subtracted per channel (R, G, B) from values in [0, 1]
 * @param std then divided by, per channel
 * @param resample {@code bicubic}, {@code bilinear}, {@code lanczos} or {@code box}
 * @param background what it sees under transparency: R, G, B, 0 to 255
 */
public record ImageInput(int size, List<Double> mean, List<Double> std, String resample, List<Integer> background) {

    public ImageInput {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        background = List.copyOf(background);
    }
}
