package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PictureSource;

/** The one picture of a command that changes pictures: a recipe's, or the one that is named first. */
final class EditedPicture {
    private EditedPicture() {}

    /**
     * @param recipe the recipe's request, its pictures given
     * @param image as the person gave it; null where none was given
     * @param example what to type, said where there is no picture
     */
    static PictureSource of(
            CommandLineHost host,
            RunOptions options,
            Optional<? extends ImageRequest> recipe,
            Path image,
            String example)
            throws IOException {
        if (recipe.isPresent()) {
            if (image != null) {
                throw CommandFailure.usage("With --recipe the picture comes by --image, not before the options.");
            }
            return recipe.get().pictures().getFirst();
        }
        if (image == null) {
            throw CommandFailure.usage("There is no picture. For example: " + example);
        }
        return new InputPictures(host, options.report).read(image);
    }
}
