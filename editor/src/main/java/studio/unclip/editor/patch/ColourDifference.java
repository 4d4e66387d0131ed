package studio.unclip.editor.patch;

/** CIEDE2000 of two sRGB colours (CIE 142-2001; Sharma, Wu and Dalal 2005), seen over white, white D65. Pure. */
public final class ColourDifference {
    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double SMALL = 216 / 24389.0;
    private static final double SLOPE = 24389 / 27.0;

    /** 25 to the 7th. */
    private static final double CHROMA = 6103515625.0;

    private ColourDifference() {}

    /** @param a straight {@code 0xAARRGGBB}, as {@code b}; what is transparent shows white */
    public static double of(int a, int b) {
        return a == b ? 0 : between(lab(a), lab(b));
    }

    /** @param one L* (0 to 100), a*, b*, as {@code two}; 1 is about what an eye can just tell */
    public static double between(double[] one, double[] two) {
        double meanChroma = (Math.hypot(one[1], one[2]) + Math.hypot(two[1], two[2])) / 2;
        double stretch = 1 + 0.5 * (1 - Math.sqrt(seventh(meanChroma)));
        double chroma1 = Math.hypot(stretch * one[1], one[2]);
        double chroma2 = Math.hypot(stretch * two[1], two[2]);
        double hue1 = hue(stretch * one[1], one[2]);
        double hue2 = hue(stretch * two[1], two[2]);
        boolean grey = chroma1 * chroma2 == 0;
        double turn = grey ? 0 : hue2 - hue1;
        turn = turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
        double hue = hue1 + hue2;
        if (!grey) {
            hue = Math.abs(hue1 - hue2) <= 180 ? hue / 2 : hue < 360 ? (hue + 360) / 2 : (hue - 360) / 2;
        }
        double lightness = (one[0] + two[0]) / 2;
        double chroma = (chroma1 + chroma2) / 2;
        double t = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6) - 0.20 * cos(4 * hue - 63);
        double fromMiddle = (lightness - 50) * (lightness - 50);
        double l = (two[0] - one[0]) / (1 + 0.015 * fromMiddle / Math.sqrt(20 + fromMiddle));
        double c = (chroma2 - chroma1) / (1 + 0.045 * chroma);
        double h = 2 * Math.sqrt(chroma1 * chroma2) * Math.sin(Math.toRadians(turn / 2)) / (1 + 0.015 * chroma * t);
        double blue = (hue - 275) / 25;
        double rotation = -2 * Math.sqrt(seventh(chroma)) * Math.sin(Math.toRadians(60 * Math.exp(-blue * blue)));
        return Math.sqrt(l * l + c * c + h * h + rotation * c * h);
    }

    private static double seventh(double chroma) {
        double power = Math.pow(chroma, 7);
        return power / (power + CHROMA);
    }

    /** Degrees, 0 to 360. */
    private static double hue(double a, double b) {
        double degrees = a == 0 && b == 0 ? 0 : Math.toDegrees(Math.atan2(b, a));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }

    /**
     * CIE L*a*b*, white D65.
     *
     * @param argb straight {@code 0xAARRGGBB}; what is transparent shows white
     */
    public static double[] lab(int argb) {
        double alpha = (argb >>> 24) / 255.0;
        double r = linear(argb >> 16 & 0xff, alpha);
        double g = linear(argb >> 8 & 0xff, alpha);
        double b = linear(argb & 0xff, alpha);
        double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE_X);
        double y = root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / WHITE_Z);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double linear(int level, double alpha) {
        double v = level / 255.0 * alpha + 1 - alpha;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static double root(double t) {
        return t > SMALL ? Math.cbrt(t) : (SLOPE * t + 16) / 116;
    }
}
