package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.PictureSize;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Dimension;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.TensorSpec;

/** Pictures of other sizes than a pack's own: where one stage paints, with networks that take any height and width. */
final class PackSizes {
    private static final int PICTURE_AXES = 4;

    /** Pixels of the largest picture for each of one of the pack's own size: what networks still know how to fill. */
    private static final long MOST_AREA = 4;

    private PackSizes() {}

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
        List<StageChoice> pictures =
                stages.stream().filter(stage -> !stage.isPrior()).toList();
        if (pictures.size() > 1 || !takesAny(manifest, pictures.getFirst())) {
            throw new InvalidRequestException(
                    "size", "The pack " + manifest.id() + " makes pictures of " + own + " x " + own + " pixels only.");
        }
        int multiple = manifest.sizeMultiple();
        PictureSize nearest = new PictureSize(near(wanted.width(), multiple), near(wanted.height(), multiple));
        if (!nearest.equals(wanted)) {
            throw new InvalidRequestException(
                    "size",
                    "The pack " + manifest.id() + " makes pictures whose sides are multiples of " + multiple
                            + " pixels; the nearest to " + wanted + " is " + nearest + ".");
        }
        long most = MOST_AREA * own * own;
        if ((long) wanted.width() * wanted.height() > most) {
            throw new InvalidRequestException(
                    "size",
                    "The pack " + manifest.id() + " makes pictures of at most " + most + " pixels in all; " + wanted
                            + " are " + (long) wanted.width() * wanted.height() + ".");
        }
        return stages.stream()
                .map(stage -> stage.isPrior() ? stage : stage.sized(wanted.width(), wanted.height()))
                .toList();
    }

    private static int near(int side, int multiple) {
        int most = PictureSize.MOST / multiple * multiple;
        return Math.clamp(Math.round((double) side / multiple) * multiple, multiple, most);
    }

    private static boolean takesAny(PackManifest manifest, StageChoice stage) {
        return stage.components(manifest).stream()
                .map(role -> manifest.component(role).orElseThrow())
                .flatMap(PackSizes::tensors)
                .map(TensorSpec::shape)
                .filter(shape -> shape.size() == PICTURE_AXES)
                .allMatch(shape -> shape.get(2) instanceof Dimension.Named && shape.get(3) instanceof Dimension.Named);
    }

    private static Stream<TensorSpec> tensors(Component component) {
        return Stream.concat(component.inputs().stream(), component.outputs().stream());
    }
}
