package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Set;
import studio.unclip.inference.api.ImageRequest;

final class MixRun {
    private MixRun() {}

    static Operation operation(PackContents contents, ImageRequest.Mix request) {
        return new Operation(request, List.of(), Set.of(), 1, context -> {
            throw new IllegalStateException(
                    "being written for " + contents.manifest().id());
        });
    }
}
