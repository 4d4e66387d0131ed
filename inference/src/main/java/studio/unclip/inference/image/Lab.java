package studio.unclip.inference.image;

/** CIE L*a*b* of sRGB colours (IEC 61966-2-1; CIE 15, white D65). Pure. */
final class Lab {
    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double SMALL = 216 / 24389.0;
    private static final double SLOPE = 24389 / 27.0;

    private Lab() {}

    /**
     * @param red in [-1, 1], as the other two
     * @param lab receives L* 0 to 100, a*, b*
     */
    static void of(float red, float green, float blue, double[] lab) {
        double r = linear((red + 1) / 2);
        double g = linear((green + 1) / 2);
        double b = linear((blue + 1) / 2);
        double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE_X);
        double y = root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / WHITE_Z);
        lab[0] = 116 * y - 16;
        lab[1] = 500 * (x - y);
        lab[2] = 200 * (y - z);
    }

    /** The way back, what lies outside sRGB cut off. */
    static void toRgb(double[] lab, float[] planes, int pixels, int at) {
        double y = (lab[0] + 16) / 116;
        double x = cube(y + lab[1] / 500) * WHITE_X;
        double z = cube(y - lab[2] / 200) * WHITE_Z;
        double luminance = cube(y);
        planes[at] = curved(3.2404542 * x - 1.5371385 * luminance - 0.4985314 * z);
        planes[pixels + at] = curved(-0.9692660 * x + 1.8760108 * luminance + 0.0415560 * z);
        planes[2 * pixels + at] = curved(0.0556434 * x - 0.2040259 * luminance + 1.0572252 * z);
    }

    private static double linear(double value) {
        double v = Math.max(0, Math.min(1, value));
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static float curved(double value) {
        double v = Math.max(0, Math.min(1, value));
        return (float) ((v <= 0.0031308 ? v * 12.92 : 1.055 * Math.pow(v, 1 / 2.4) - 0.055) * 2 - 1);
    }

    private static double root(double t) {
        return t > SMALL ? Math.cbrt(t) : (SLOPE * t + 16) / 116;
    }

    private static double cube(double f) {
        double third = f * f * f;
        return third > SMALL ? third : (116 * f - 16) / SLOPE;
    }
}
