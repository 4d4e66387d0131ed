package studio.unclip.app.edit;

/** CIE L*a*b* of sRGB levels and the distance CIEDE2000 (CIE 142:2001; Sharma, Wu and Dalal 2005). Pure. */
final class ColourDistance {
    private static final double FAR = Math.pow(25, 7);

    private ColourDistance() {}

    /**
     * @param rgb a pixel, red in bits 16 to 23, blue lowest
     * @return L* 0 to 100, a*, b*, white D65
     */
    static double[] lab(int rgb) {
        double r = linear(rgb >> 16 & 0xff);
        double g = linear(rgb >> 8 & 0xff);
        double b = linear(rgb & 0xff);
        double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
        double y = root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    /** 1 is about what an eye can just tell. */
    static double between(double[] one, double[] other) {
        double chroma = (Math.hypot(one[1], one[2]) + Math.hypot(other[1], other[2])) / 2;
        double stretch = 1.5 - 0.5 * Math.sqrt(Math.pow(chroma, 7) / (Math.pow(chroma, 7) + FAR));
        double a1 = one[1] * stretch;
        double a2 = other[1] * stretch;
        double c1 = Math.hypot(a1, one[2]);
        double c2 = Math.hypot(a2, other[2]);
        double h1 = hue(a1, one[2]);
        double h2 = hue(a2, other[2]);
        boolean grey = c1 * c2 == 0;
        double turn = grey ? 0 : h2 - h1;
        turn -= turn > 180 ? 360 : turn < -180 ? -360 : 0;
        double lightness = other[0] - one[0];
        double chromas = c2 - c1;
        double hues = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(turn / 2));
        double l = (one[0] + other[0]) / 2 - 50;
        double c = (c1 + c2) / 2;
        double h = h1 + h2;
        if (!grey) {
            h = (Math.abs(h1 - h2) > 180 ? h + (h < 360 ? 360 : -360) : h) / 2;
        }
        double t = 1
                - 0.17 * Math.cos(Math.toRadians(h - 30))
                + 0.24 * Math.cos(Math.toRadians(2 * h))
                + 0.32 * Math.cos(Math.toRadians(3 * h + 6))
                - 0.20 * Math.cos(Math.toRadians(4 * h - 63));
        double sl = 1 + 0.015 * l * l / Math.sqrt(20 + l * l);
        double sc = 1 + 0.045 * c;
        double sh = 1 + 0.015 * c * t;
        double bend = -Math.sin(Math.toRadians(60 * Math.exp(-Math.pow((h - 275) / 25, 2))))
                * 2
                * Math.sqrt(Math.pow(c, 7) / (Math.pow(c, 7) + FAR));
        double dl = lightness / sl;
        double dc = chromas / sc;
        double dh = hues / sh;
        return Math.sqrt(dl * dl + dc * dc + dh * dh + bend * dc * dh);
    }

    private static double hue(double a, double b) {
        double degrees = Math.toDegrees(Math.atan2(b, a));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static double linear(int level) {
        double v = level / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static double root(double t) {
        return t > 216 / 24389.0 ? Math.cbrt(t) : (24389 / 27.0 * t + 16) / 116;
    }
}
