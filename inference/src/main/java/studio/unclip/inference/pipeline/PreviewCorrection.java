package studio.unclip.inference.pipeline;

import studio.unclip.inference.api.Picture;

/**
 * What a slider's previews miss: few steps without guidance come near to the finished small picture, and what is between
 * them changes slowly along the way. So the finished one is made at a few stops when the slider is prepared, and between
 * them the difference is interpolated. At theta 0 nothing is added: there both are the picture. Immutable, thread-safe.
 */
final class PreviewCorrection {
    /** Thetas where the finished picture is made; the way's middle is where a picture turns. */
    static final double[] STOPS = {0.5, 1};

    /** Levels to add, at each stop, four a pixel. */
    private final int[][] missed;

    private PreviewCorrection(int[][] missed) {
        this.missed = missed;
    }

    /**
     * @param previews at the stops
     * @param finished at the stops, of the same size
     */
    static PreviewCorrection of(Picture[] previews, Picture[] finished) {
        int[][] missed = new int[STOPS.length][];
        for (int stop = 0; stop < STOPS.length; stop++) {
            byte[] quick = previews[stop].toRgba();
            byte[] whole = finished[stop].toRgba();
            missed[stop] = new int[quick.length];
            for (int i = 0; i < quick.length; i++) {
                missed[stop][i] = Byte.toUnsignedInt(whole[i]) - Byte.toUnsignedInt(quick[i]);
            }
        }
        return new PreviewCorrection(missed);
    }

    /** @param theta of the preview, 0 to 1 */
    Picture on(Picture preview, double theta) {
        int after = 0;
        while (after < STOPS.length - 1 && theta > STOPS[after]) {
            after++;
        }
        double begin = after == 0 ? 0 : STOPS[after - 1];
        double share = Math.min(1, (theta - begin) / (STOPS[after] - begin));
        byte[] rgba = preview.toRgba();
        for (int i = 0; i < rgba.length; i++) {
            double before = after == 0 ? 0 : missed[after - 1][i];
            double added = before + share * (missed[after][i] - before);
            rgba[i] = (byte) Math.clamp(Math.round(Byte.toUnsignedInt(rgba[i]) + added), 0, 255);
        }
        return Picture.of(preview.width(), preview.height(), rgba);
    }
}
