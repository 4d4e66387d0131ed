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

    /** The whole formula, for premultiplied cb and the blended colour. */
    static float mix(float cb, float ab, float cs, float as, float blended) {
        return as * ((1 - ab) * cs + ab * blended) + (1 - as) * cb;
    }

    private static float straight(float premultiplied, float alpha) {
        return alpha > 0 ? Math.min(1, premultiplied / alpha) : 0;
    }

    private static void channel(BlendMode mode, float[] cb, float[] ab, float[] cs, float[] as, int count) {
        switch (mode) {
            case MULTIPLY -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], b * cs[i]);
                }
            }
            case SCREEN -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], screen(b, cs[i]));
                }
            }
            case OVERLAY -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], hardLight(cs[i], b));
                }
            }
            case HARD_LIGHT -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], hardLight(b, cs[i]));
                }
            }
            case DARKEN -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], Math.min(b, cs[i]));
                }
            }
            case LIGHTEN -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], Math.max(b, cs[i]));
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
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], Math.abs(b - cs[i]));
                }
            }
            case EXCLUSION -> {
                for (int i = 0; i < count; i++) {
                    float b = straight(cb[i], ab[i]);
                    cb[i] = mix(cb[i], ab[i], cs[i], as[i], b + cs[i] - 2 * b * cs[i]);
                }
            }
            default -> throw new IllegalArgumentException(mode + " is not separable");
        }
    }

    private static float screen(float cb, float cs) {
        return cb + cs - cb * cs;
    }

    private static float hardLight(float cb, float cs) {
        return cs <= 0.5f ? cb * 2 * cs : screen(cb, 2 * cs - 1);
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
        if (cs <= 0.5f) {
            return cb - (1 - 2 * cs) * cb * (1 - cb);
        }
        float d = cb <= 0.25f ? ((16 * cb - 12) * cb + 4) * cb : (float) Math.sqrt(cb);
        return cb + (2 * cs - 1) * (d - cb);
    }
}
