package studio.unclip.editor.render;

import studio.unclip.editor.document.BlendMode;

/**
 * The W3C's Compositing and Blending Level 1 on float pixels: {@code co = cs αs (1 − αb) + cb αb (1 − αs) + αs αb B(cb,
 * cs)}, with co and cb·αb premultiplied (sections 5.8 and 9). One loop a mode, so that the compiler can vectorise it.
 */
final class Blending {
    private Blending() {}

    /** Blends the source (straight) over the backdrop (premultiplied), in place. */
    static void blend(BlendMode mode, Lanes backdrop, Lanes source, int count) {
        if (mode == BlendMode.NORMAL) {
            over(backdrop.red, source.red, source.alpha, count);
            over(backdrop.green, source.green, source.alpha, count);
            over(backdrop.blue, source.blue, source.alpha, count);
        } else if (mode.compareTo(BlendMode.HUE) < 0) {
            channel(mode, backdrop.red, backdrop.alpha, source.red, source.alpha, count);
            channel(mode, backdrop.green, backdrop.alpha, source.green, source.alpha, count);
            channel(mode, backdrop.blue, backdrop.alpha, source.blue, source.alpha, count);
        } else {
            HueBlending.blend(mode, backdrop, source, count);
        }
        float[] ab = backdrop.alpha;
        float[] as = source.alpha;
        for (int i = 0; i < count; i++) {
            ab[i] = as[i] + ab[i] * (1 - as[i]);
        }
    }

    private static void over(float[] cb, float[] cs, float[] as, int count) {
        for (int i = 0; i < count; i++) {
            cb[i] = cs[i] * as[i] + cb[i] * (1 - as[i]);
        }
    }

    /** The whole formula, for premultiplied cb and the straight blended colour. */
    static float mix(float cb, float ab, float cs, float as, float blended) {
        return lay(cb, ab, cs, as, ab * blended);
    }

    /** The whole formula, for premultiplied cb and the blended colour times αb. */
    private static float lay(float cb, float ab, float cs, float as, float blended) {
        return as * ((1 - ab) * cs + blended) + (1 - as) * cb;
    }

    private static float straight(float premultiplied, float alpha) {
        return alpha > 0 ? Math.min(1, premultiplied / alpha) : 0;
    }

    /** One channel of a separable mode. Where αb B(cb, cs) can be had from cb αb, nothing is divided. */
    private static void channel(BlendMode mode, float[] cb, float[] ab, float[] cs, float[] as, int count) {
        switch (mode) {
            case MULTIPLY -> {
                for (int i = 0; i < count; i++) {
                    cb[i] = lay(cb[i], ab[i], cs[i], as[i], cb[i] * cs[i]);
                }
            }
            case SCREEN -> {
                for (int i = 0; i < count; i++) {
                    cb[i] = lay(cb[i], ab[i], cs[i], as[i], screen(cb[i], ab[i], cs[i]));
                }
            }
            case OVERLAY -> {
                for (int i = 0; i < count; i++) {
                    float dark = 2 * cb[i] * cs[i];
                    float light = ab[i] * cs[i] + (2 * cb[i] - ab[i]) * (1 - cs[i]);
                    cb[i] = lay(cb[i], ab[i], cs[i], as[i], 2 * cb[i] <= ab[i] ? dark : light);
                }
            }
            case HARD_LIGHT -> {
                for (int i = 0; i < count; i++) {
                    float dark = 2 * cb[i] * cs[i];
                    float light = screen(cb[i], ab[i], 2 * cs[i] - 1);
                    cb[i] = lay(cb[i], ab[i], cs[i], as[i], cs[i] <= 0.5f ? dark : light);
                }
            }
            case DARKEN -> {
                for (int i = 0; i < count; i++) {
                    cb[i] = lay(cb[i], ab[i], cs[i], as[i], Math.min(cb[i], ab[i] * cs[i]));
                }
            }
            case LIGHTEN -> {
                for (int i = 0; i < count; i++) {
                    cb[i] = lay(cb[i], ab[i], cs[i], as[i], Math.max(cb[i], ab[i] * cs[i]));
                }
            }
            case COLOR_DODGE -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], colorDodge(b, cs[i]));
                }
            }
            case COLOR_BURN -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], colorBurn(b, cs[i]));
                }
            }
            case SOFT_LIGHT -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], softLight(b, cs[i]));
                }
            }
            case DIFFERENCE -> {
                for (int i = 0; i < count; i++) {
                    cb[i] = lay(cb[i], ab[i], cs[i], as[i], Math.abs(cb[i] - ab[i] * cs[i]));
                }
            }
            case EXCLUSION -> {
                for (int i = 0; i < count; i++) {
                    cb[i] = lay(cb[i], ab[i], cs[i], as[i], cb[i] + ab[i] * cs[i] - 2 * cb[i] * cs[i]);
                }
            }
            default -> throw new IllegalArgumentException(mode + " is not separable");
        }
    }

    /** αb times the screen of the straight colours. */
    private static float screen(float cb, float ab, float cs) {
        return cb + ab * cs - cb * cs;
    }

    private static float colorDodge(float cb, float cs) {
        if (cb <= 0) {
            return 0;
        }
        return cs >= 1 ? 1 : Math.min(1, cb / (1 - cs));
    }

    private static float colorBurn(float cb, float cs) {
        if (cb >= 1) {
            return 1;
        }
        return cs <= 0 ? 0 : 1 - Math.min(1, (1 - cb) / cs);
    }

    private static float softLight(float cb, float cs) {
        float dark = cb - (1 - 2 * cs) * cb * (1 - cb);
        float d = cb <= 0.25f ? ((16 * cb - 12) * cb + 4) * cb : (float) Math.sqrt(cb);
        float light = cb + (2 * cs - 1) * (d - cb);
        return cs <= 0.5f ? dark : light;
    }
}
