package studio.unclip.app.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.StageSettings;

/** How long pictures of each kind take on this machine, learned from those that were made. Window thread. */
final class Paces {
    /** How much the newest run counts against all before it: a machine that becomes busy is noticed soon. */
    private static final double NEWEST = 0.5;

    private final Map<Kind, Double> nanosPerPicture = new HashMap<>();

    /** Requests that take equally long, but for the number of their pictures. */
    private record Kind(String operation, Map<String, StageSettings> stages, List<Long> pixels) {
        static Kind of(ImageRequest request) {
            return new Kind(
                    request.operation(),
                    request.stages(),
                    request.pictures().stream()
                            .map(picture -> (long) picture.width() * picture.height())
                            .toList());
        }
    }

    /**
     * @param pictures how many of the request were made, at least 1
     * @param nanos what that took, without loading the model
     */
    void learn(ImageRequest request, int pictures, long nanos) {
        nanosPerPicture.merge(
                Kind.of(request), (double) nanos / pictures, (before, now) -> before + NEWEST * (now - before));
    }

    /** What a request will take; empty before the first of its kind. */
    Optional<Duration> estimate(ImageRequest request) {
        return Optional.ofNullable(nanosPerPicture.get(Kind.of(request)))
                .map(nanos -> Duration.ofNanos(Math.round(nanos * request.candidates())));
    }
}
