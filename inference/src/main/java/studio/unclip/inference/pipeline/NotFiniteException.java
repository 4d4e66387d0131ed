package studio.unclip.inference.pipeline;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import studio.unclip.inference.model.Roles;

/** A network gave numbers that are not finite: what it was making cannot be shown or used. */
final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** They draw nothing: no seed, guidance or sampler of a person's can help, and an analysis has none. */
    private static final Set<String> READERS = Set.of(Roles.TEXT_ENCODER, Roles.IMAGE_ENCODER, Roles.CAPTIONER);

    private final String stage;

    private NotFiniteException(String stage, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "The %s gave numbers that are not finite, so there is nothing to show. %s",
                        stage,
                        READERS.contains(stage)
                                ? "Run packs verify on the pack."
                                : "Try another seed, less guidance or another sampler."),
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
