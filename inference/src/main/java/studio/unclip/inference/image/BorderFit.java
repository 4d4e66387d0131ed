package studio.unclip.inference.image;

/**
 * How well what was painted goes on from an old picture: of several that were, the one that is off least shows least where
 * the border was. What is compared is small, so that it is forms and colours and not how lines meet, which is mended
 * later. Pure.
 */
public final class BorderFit {
    /** Pixels from the border at which it counts a third of what it counts beside it, */
    private static final double NEAR = 2;

    /** and behind which nothing is looked at. */
    private static final int FAR = 8;

    /** In [-1, 1]; more is another thing, whatever it is. */
    private static final float ANOTHER_THING = 0.5f;

    private BorderFit() {}

    /**
     * How far what was painted is from what the border promises, beside it above all: root of the mean square.
     *
     * @param made planar RGB, [3 x side x side]; beyond [-1, 1] it is white or black
     * @param promised the old picture carried on ({@link CarriedEdge}), as large
     * @param repaint [side x side], 1 where {@code made} is new
     * @return in [0, 2]; 0 where nothing is old, or nothing new
     */
    public static double off(float[] made, float[] promised, float[] repaint, int side) {
        float[] near = new float[side * side];
        for (int i = 0; i < near.length; i++) {
            near[i] = repaint[i] < 1 ? 1 : 0;
        }
        SoftEdge.outward(near, side, side, FAR);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < near.length; i++) {
            if (near[i] == 0 || repaint[i] < 1) {
                continue;
            }
            double away = (1 - near[i]) * (FAR + 1) - 1;
            double weight = Math.exp(-away / NEAR);
            for (int at = i; at < made.length; at += near.length) {
                double off = Math.min(Math.abs(Math.clamp(made[at], -1, 1) - promised[at]), ANOTHER_THING);
                sum += weight * off * off;
                weights += weight;
            }
        }
        return weights > 0 ? Math.sqrt(sum / weights) : 0;
    }
}
