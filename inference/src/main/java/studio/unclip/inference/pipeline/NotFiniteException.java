package studio.unclip.inference.pipeline;

import java.util.Locale;
import java.util.function.Supplier;

/** A network gave numbers that are not finite: what it was making cannot be shown or used. */
final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String stage;

    private NotFiniteException(String stage, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "The %s gave numbers that are not finite, so there is nothing to show. Finished candidates are"
                                + " kept. Try another seed, less guidance or another sampler.",
                        stage),
                cause);
        this.stage = stage;
    }

    /** The stage or component it happened in. */
    String stage() {
        return stage;
    }

    /**
     * The values, if all are finite.
     *
     * @param stage what gave them
     * @throws NotFiniteException if one is not
     */
    static float[] require(float[] values, String stage) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new NotFiniteException(stage, null);
            }
        }
        return values;
    }

    /**
     * What the maths gives, where it may find that its numbers mean nothing.
     *
     * @param stage whose numbers it works on
     * @throws NotFiniteException in place of an {@link ArithmeticException}
     */
    static <T> T unless(String stage, Supplier<T> maths) {
        try {
            return maths.get();
        } catch (ArithmeticException e) {
            throw new NotFiniteException(stage, e);
        }
    }
}
