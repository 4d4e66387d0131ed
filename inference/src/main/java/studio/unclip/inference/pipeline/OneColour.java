package studio.unclip.inference.pipeline;

import java.nio.ByteBuffer;
import studio.unclip.inference.api.Picture;

/** Whether a picture shows nothing: a model that fails quietly often gives one. */
final class OneColour {
    private OneColour() {}

    /** Whether every pixel has the first one's value. */
    static boolean is(Picture picture) {
        ByteBuffer rgba = picture.rgba();
        int first = rgba.getInt(0);
        for (int at = Integer.BYTES; at < rgba.capacity(); at += Integer.BYTES) {
            if (rgba.getInt(at) != first) {
                return false;
            }
        }
        return true;
    }
}
