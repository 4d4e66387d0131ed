package studio.unclip.inference.image;

import java.util.List;

/**
 * The one colour that a model sees under transparency; the pack says which.
 *
 * @param red 0 to 1, as the others
 * @param green 0 to 1
 * @param blue 0 to 1
 */
public record Background(float red, float green, float blue) {
    /** Where a pack does not say. */
    public static final Background WHITE = new Background(1, 1, 1);

    /** @param levels R, G, B, 0 to 255 */
    public static Background ofLevels(List<Integer> levels) {
        return new Background(levels.get(0) / 255f, levels.get(1) / 255f, levels.get(2) / 255f);
    }

    float channel(int c) {
        return switch (c) {
            case 0 -> red;
            case 1 -> green;
            default -> blue;
        };
    }
}
