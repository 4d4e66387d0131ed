package studio.unclip.app.edit;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.unclip.inference.api.InvalidRequestException;

/** Three stops for those who do not want two dials; found by eye on the starter pack. */
public enum VaryAmount {
    SUBTLE(0.15, 0.1),
    MEDIUM(0.4, 0.4),
    STRONG(0.55, 0.8);

    private final double meaning;
    private final double layout;

    VaryAmount(double meaning, double layout) {
        this.meaning = meaning;
        this.layout = layout;
    }

    /** The meaning's dial, 0 to 1. */
    public double meaning() {
        return meaning;
    }

    /** The layout's dial, 0 to 1. */
    public double layout() {
        return layout;
    }

    /** @throws InvalidRequestException for another word */
    public static VaryAmount ofWord(String word) {
        return Arrays.stream(values())
                .filter(amount -> amount.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "amount",
                        "There is no amount '" + word + "'. There are: "
                                + Arrays.stream(values()).map(VaryAmount::word).collect(Collectors.joining(", "))
                                + "."));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
