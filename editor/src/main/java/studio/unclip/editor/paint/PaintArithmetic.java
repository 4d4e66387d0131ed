package studio.unclip.editor.paint;

/** Exact arithmetic for laying one colour over one pixel; straight alpha, float, rounded once. */
public final class PaintArithmetic {
    private PaintArithmetic() {}

    /**
     * @param base {@code 0xAARRGGBB}
     * @param colour {@code 0xAARRGGBB}
     * @param coverage 0 to 1
     * @return the colour over the base; the base itself at coverage 0
     */
    public static int over(int base, int colour, float coverage) {
        float as = (colour >>> 24) * coverage / 255f;
        if (as <= 0) {
            return base;
        }
        float below = (base >>> 24) / 255f * (1 - as);
        float alpha = as + below;
        int a = (int) (alpha * 255 + 0.5f);
        if (a == 0) {
            return base;
        }
        float ws = as / alpha;
        float wb = below / alpha;
        int r = (int) (((colour >> 16) & 0xff) * ws + ((base >> 16) & 0xff) * wb + 0.5f);
        int g = (int) (((colour >> 8) & 0xff) * ws + ((base >> 8) & 0xff) * wb + 0.5f);
        int b = (int) ((colour & 0xff) * ws + (base & 0xff) * wb + 0.5f);
        return (a << 24) | (Math.min(255, r) << 16) | (Math.min(255, g) << 8) | Math.min(255, b);
    }

    /** The base with its alpha taken away in part; its colour stays. */
    public static int erase(int base, float coverage) {
        int alpha = (int) ((base >>> 24) * (1 - coverage) + 0.5f);
        return (alpha << 24) | (base & 0xffffff);
    }

    /** A mask's value pulled towards another, 0 to 255. */
    public static int pull(int base, int value, float coverage) {
        return (int) (base + (value - base) * coverage + 0.5f);
    }
}
