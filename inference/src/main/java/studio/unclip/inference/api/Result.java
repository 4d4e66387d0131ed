package studio.unclip.inference.api;

import java.util.List;

/** What a candidate is: a picture of its own, or new parts of the picture that was asked about. */
public sealed interface Result {

    /** What to show where there is room for one picture. */
    Picture shown();

    /** A picture of its own. */
    record Whole(Picture picture) implements Result {
        @Override
        public Picture shown() {
            return picture;
        }
    }

    /**
     * New parts of a picture.
     *
     * @param width of the picture that results, pixels
     * @param height of the picture that results, pixels
     * @param x where the old picture's upper left corner lies in it
     * @param y where the old picture's upper left corner lies in it
     * @param patches at least one, each within the picture that results; a later one lies over an earlier one
     */
    record Patches(int width, int height, int x, int y, List<Patch> patches) implements Result {
        public Patches {
            patches = List.copyOf(patches);
            PixelRect bounds = new PixelRect(0, 0, width, height);
            if (patches.isEmpty() || patches.stream().anyMatch(patch -> !bounds.contains(patch.area()))) {
                throw new IllegalArgumentException("no patches of a picture of " + width + "x" + height);
            }
        }

        /** The first part. */
        @Override
        public Picture shown() {
            return patches.getFirst().pixels();
        }
    }
}
