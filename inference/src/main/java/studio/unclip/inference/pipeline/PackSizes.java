package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Optional;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PictureSize;
import studio.unclip.inference.pack.PackManifest;

/** Pictures of other sizes than a pack's own: where one stage paints, with networks that take any height and width. */
final class PackSizes {
    /** Pixels of the largest picture for each of one of the pack's own size: what networks still know how to fill. */
    private static final long MOST_AREA = 4;

    private PackSizes() {}

    /** What can be asked for beside the pack's own size; empty: nothing. */
    static Optional<PackInfo.Sizes> of(PackManifest manifest, List<StageChoice> stages) {
        List<StageChoice> pictures =
                stages.stream().filter(stage -> !stage.isPrior()).toList();
        return pictures.size() == 1 && takesAny(manifest, pictures.getFirst())
                ? Optional.of(
                        new PackInfo.Sizes(manifest.sizeMultiple(), MOST_AREA * manifest.output() * manifest.output()))
                : Optional.empty();
    }

    /**
     * The stages for a picture of a size.
     *
     * @throws InvalidRequestException if the pack makes none of it
     */
    static List<StageChoice> sized(PackManifest manifest, Optional<PictureSize> size, List<StageChoice> stages) {
        int own = manifest.output();
        if (size.isEmpty() || size.get().equals(new PictureSize(own, own))) {
            return stages;
        }
        PictureSize wanted = size.get();
        PackInfo.Sizes sizes = of(manifest, stages)
                .orElseThrow(() -> new InvalidRequestException(
                        "size",
                        "The pack " + manifest.id() + " makes pictures of " + own + " x " + own + " pixels only."));
        PictureSize nearest = new PictureSize(sizes.nearest(wanted.width()), sizes.nearest(wanted.height()));
        if (!nearest.equals(wanted)) {
            throw new InvalidRequestException(
                    "size",
                    "The pack " + manifest.id() + " makes pictures whose sides are multiples of " + sizes.multiple()
                            + " pixels; the nearest to " + wanted + " is " + nearest + ".");
        }
        if (!sizes.hasRoomFor(wanted.width(), wanted.height())) {
            throw new InvalidRequestException(
                    "size",
                    "The pack " + manifest.id() + " makes pictures of at most " + sizes.mostPixels()
                            + " pixels in all; " + wanted + " are " + (long) wanted.width() * wanted.height() + ".");
        }
        return stages.stream()
                .map(stage -> stage.isPrior() ? stage : stage.sized(wanted.width(), wanted.height()))
                .toList();
    }

    private static boolean takesAny(PackManifest manifest, StageChoice stage) {
        return stage.components(manifest).stream()
                .allMatch(role -> manifest.component(role).orElseThrow().takesAnySize());
    }
}
