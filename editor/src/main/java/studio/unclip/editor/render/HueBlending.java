package studio.unclip.editor.render;

import studio.unclip.editor.document.BlendMode;

/** The four blend modes that look at all channels at once (W3C Compositing and Blending Level 1, section 9.2). */
final class HueBlending {
    // One colour at a time, to allocate nothing; a new object for each run of pixels.
    private float red;
    private float green;
    private float blue;

    private HueBlending() {}

    static void blend(BlendMode mode, Lanes backdrop, Lanes source, int count) {
        HueBlending colour = new HueBlending();
        for (int i = 0; i < count; i++) {
            float ab = backdrop.alpha[i];
            float inverse = ab > 0 ? 1 / ab : 0;
            float rb = Math.min(1, backdrop.red[i] * inverse);
            float gb = Math.min(1, backdrop.green[i] * inverse);
            float bb = Math.min(1, backdrop.blue[i] * inverse);
            float rs = source.red[i];
            float gs = source.green[i];
            float bs = source.blue[i];
            switch (mode) {
                case HUE -> {
                    colour.set(rs, gs, bs);
                    colour.setSaturation(saturation(rb, gb, bb));
                    colour.setLuminosity(luminosity(rb, gb, bb));
                }
                case SATURATION -> {
                    colour.set(rb, gb, bb);
                    colour.setSaturation(saturation(rs, gs, bs));
                    colour.setLuminosity(luminosity(rb, gb, bb));
                }
                case COLOR -> {
                    colour.set(rs, gs, bs);
                    colour.setLuminosity(luminosity(rb, gb, bb));
                }
                case LUMINOSITY -> {
                    colour.set(rb, gb, bb);
                    colour.setLuminosity(luminosity(rs, gs, bs));
                }
                default -> throw new IllegalArgumentException(mode + " is separable");
            }
            float as = source.alpha[i];
            backdrop.red[i] = Blending.mix(backdrop.red[i], ab, rs, as, colour.red);
            backdrop.green[i] = Blending.mix(backdrop.green[i], ab, gs, as, colour.green);
            backdrop.blue[i] = Blending.mix(backdrop.blue[i], ab, bs, as, colour.blue);
        }
    }

    private void set(float r, float g, float b) {
        red = r;
        green = g;
        blue = b;
    }

    private static float luminosity(float r, float g, float b) {
        return 0.3f * r + 0.59f * g + 0.11f * b;
    }

    private static float saturation(float r, float g, float b) {
        return Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b));
    }

    /** The standard's SetSat: the range stretched to begin at 0 and be {@code target} wide. */
    private void setSaturation(float target) {
        float least = Math.min(red, Math.min(green, blue));
        float range = Math.max(red, Math.max(green, blue)) - least;
        float factor = range > 0 ? target / range : 0;
        set((red - least) * factor, (green - least) * factor, (blue - least) * factor);
    }

    /** The standard's SetLum with its ClipColor. */
    private void setLuminosity(float target) {
        float shift = target - luminosity(red, green, blue);
        set(red + shift, green + shift, blue + shift);
        float l = luminosity(red, green, blue);
        float least = Math.min(red, Math.min(green, blue));
        if (least < 0) {
            pullTowards(l, l / (l - least));
        }
        float most = Math.max(red, Math.max(green, blue));
        if (most > 1) {
            pullTowards(l, (1 - l) / (most - l));
        }
    }

    private void pullTowards(float centre, float factor) {
        set(centre + (red - centre) * factor, centre + (green - centre) * factor, centre + (blue - centre) * factor);
    }
}
