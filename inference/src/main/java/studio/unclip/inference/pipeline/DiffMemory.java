package studio.unclip.inference.pipeline;

import java.util.Optional;
import studio.unclip.inference.api.ImageRequest.TextDiff;
import studio.unclip.inference.pack.PackException;

/**
 * The ground of the last text diff, kept for the next one of the same picture and captions: a strip, or a slider that is
 * let go, then finds its picture seen and its captions read. Model thread.
 */
final class DiffMemory {
    private Optional<Kept> kept = Optional.empty();

    private record Kept(TextDiff asked, DiffGround ground) {
        boolean isFor(TextDiff request) {
            return asked.equals(request) || ground.request().equals(request);
        }
    }

    /** Finds a ground. */
    @FunctionalInterface
    interface Finder {
        DiffGround of(TextDiff request) throws PackException;
    }

    /** @param request any theta and any mask of what is wanted: the ground does not depend on them */
    DiffGround of(TextDiff request, Finder finder) throws PackException {
        TextDiff asked = new TextDiff(
                request.picture(),
                request.from(),
                request.to(),
                request.way(),
                0,
                Optional.empty(),
                request.sampling());
        if (kept.filter(one -> one.isFor(asked)).isEmpty()) {
            kept = Optional.empty();
            kept = Optional.of(new Kept(asked, finder.of(asked)));
        }
        return kept.orElseThrow().ground();
    }

    void forget() {
        kept = Optional.empty();
    }
}
