package studio.unclip.app.generate;

import java.util.Objects;
import java.util.Optional;
import studio.unclip.inference.api.ImageRequest;

/**
 * A request and where its results go. Plain data.
 *
 * @param mode it was asked in
 * @param label what the history, the queue and the layer call it: a few words
 * @param slider where the results come from a slider under the hand: they are laid in by themselves, each in the place of
 *     the last of the same slider
 */
public record Ask(Mode mode, ImageRequest request, Destination destination, String label, Optional<Trying> slider) {
    private static final int LONGEST_LABEL = 60;

    public Ask {
        Objects.requireNonNull(mode);
        Objects.requireNonNull(request);
        Objects.requireNonNull(destination);
        Objects.requireNonNull(slider);
        label = label.length() <= LONGEST_LABEL
                ? label
                : label.substring(0, LONGEST_LABEL - 1).stripTrailing() + "…";
    }

    /** Results that a person lays in. */
    public Ask(Mode mode, ImageRequest request, Destination destination, String label) {
        this(mode, request, destination, label, Optional.empty());
    }

    /** Whether its results are laid in as they come, without a person choosing. */
    public boolean landsByItself() {
        return slider.isPresent() || destination instanceof Destination.Instead;
    }

    /** What a request does, in a word or two. */
    public static String kind(ImageRequest request) {
        return request instanceof ImageRequest.Upscale upscale
                ? "Upscale " + upscale.factor() + "×"
                : Mode.ofOperation(request.operation()).title();
    }

    /** A picture of its own from a prompt. */
    public static Ask of(ImageRequest.Generate request) {
        return new Ask(Mode.GENERATE, request, new Destination.NewLayer(), request.prompt());
    }
}
