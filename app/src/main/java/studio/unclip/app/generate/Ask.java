package studio.unclip.app.generate;

import java.util.Objects;
import studio.unclip.inference.api.ImageRequest;

/**
 * A request and where its results go. Plain data.
 *
 * @param mode it was asked in
 * @param label what the history, the queue and the layer call it: a few words
 */
public record Ask(Mode mode, ImageRequest request, Destination destination, String label) {
    private static final int LONGEST_LABEL = 60;

    public Ask {
        Objects.requireNonNull(mode);
        Objects.requireNonNull(request);
        Objects.requireNonNull(destination);
        label = label.length() <= LONGEST_LABEL
                ? label
                : label.substring(0, LONGEST_LABEL - 1).stripTrailing() + "…";
    }

    /** A picture of its own from a prompt. */
    public static Ask of(ImageRequest.Generate request) {
        return new Ask(Mode.GENERATE, request, new Destination.NewLayer(), request.prompt());
    }
}
