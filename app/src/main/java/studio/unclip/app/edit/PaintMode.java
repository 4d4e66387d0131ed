package studio.unclip.app.edit;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.unclip.inference.api.ImageRequest.Intent;
import studio.unclip.inference.api.InvalidRequestException;

/** What painting under a mask is to do, as a person says it. */
public enum PaintMode {
    CONTINUE(Intent.CONTINUE, 0.5),
    ADD(Intent.ADD, 0),
    REPLACE(Intent.REPLACE, 0),
    REMOVE(Intent.REMOVE, 0),
    /** All but what is masked is replaced. */
    BACKGROUND(Intent.REPLACE, 0);

    private final Intent intent;
    private final double likeness;

    PaintMode(Intent intent, double likeness) {
        this.intent = intent;
        this.likeness = likeness;
    }

    /** What the engine is asked. */
    public Intent intent() {
        return intent;
    }

    /** How far the prompt is drawn towards the surroundings where a person does not say. */
    public double likeness() {
        return likeness;
    }

    /** The mode of an engine's intent. */
    public static PaintMode of(Intent intent) {
        return switch (intent) {
            case CONTINUE -> CONTINUE;
            case ADD -> ADD;
            case REPLACE -> REPLACE;
            case REMOVE -> REMOVE;
        };
    }

    /** @throws InvalidRequestException for an unknown word */
    public static PaintMode ofWord(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "mode",
                        "There is no mode '" + word + "'. There are: "
                                + Arrays.stream(values()).map(PaintMode::word).collect(Collectors.joining(", "))
                                + "."));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
