package studio.unclip.inference.image;

import java.util.Locale;

/** Resampling kernels of Pillow (specification 3.4); widened by the scale when a picture shrinks. */
public enum Filter {
    NEAREST(0.5) {
        @Override
        double weight(double x) {
            return 1;
        }
    },
    BOX(0.5) {
        @Override
        double weight(double x) {
            return x > -0.5 && x <= 0.5 ? 1 : 0;
        }
    },
    BILINEAR(1) {
        @Override
        double weight(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    /** Keys' cubic with a = -0.5. */
    BICUBIC(2) {
        @Override
        double weight(double x) {
            double d = Math.abs(x);
            if (d < 1) {
                return ((A + 2) * d - (A + 3)) * d * d + 1;
            }
            return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
        }
    },
    LANCZOS(3) {
        @Override
        double weight(double x) {
            return x > -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
        }
    };

    private static final double A = -0.5;

    private final double support;

    Filter(double support) {
        this.support = support;
    }

    abstract double weight(double x);

    double support() {
        return support;
    }

    /** @throws IllegalArgumentException for an unknown name */
    public static Filter named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
