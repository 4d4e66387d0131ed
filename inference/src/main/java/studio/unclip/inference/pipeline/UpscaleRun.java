package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Set;
import studio.unclip.inference.api.ImageRequest;

final class UpscaleRun {
    private UpscaleRun() {}

    static Operation operation(PackContents contents, ImageRequest.Upscale request) {
        return new Operation(request, List.of(), Set.of(), 1, context -> {
            throw new IllegalStateException(
                    "being written for " + contents.manifest().id());
        });
    }
}
