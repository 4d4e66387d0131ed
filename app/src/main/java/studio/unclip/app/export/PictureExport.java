package studio.unclip.app.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/**
 * Writes a made picture as PNG. By default the file carries the recipe that makes the picture again, as JSON in an
 * {@code iTXt} chunk named {@code unclip-recipe}, and an XMP packet with the IPTC mark of a generated picture. Equal
 * pictures, recipes and choices give equal bytes. Thread-safe.
 */
public final class PictureExport {
    private final String creator;

    /** @param creator the program's name and version, for {@code xmp:CreatorTool} */
    public PictureExport(String creator) {
        this.creator = creator;
    }

    /**
     * Writes the picture whole or not at all.
     *
     * @param target a file's name in an existing folder
     * @param overwrite whether an existing file is replaced
     * @throws FileAlreadyExistsException if the file exists and {@code overwrite} is false; it is left as it was
     * @throws IOException if the disk refuses; nothing of the file is left then
     */
    public void write(Picture picture, Recipe recipe, Path target, Metadata metadata, boolean overwrite)
            throws IOException {
        AtomicFile.write(target, overwrite, encode(picture, recipe, metadata));
    }

    /** The PNG file's bytes. */
    public byte[] encode(Picture picture, Recipe recipe, Metadata metadata) throws IOException {
        return PngEncoder.encode(picture, texts(recipe, metadata));
    }

    /** What says that a picture was generated, and from which prompt, for files of other kinds: an XMP packet. */
    public String xmp(Recipe recipe) {
        return GeneratedXmp.packet(creator, Optional.of(recipe.prompt()));
    }

    private List<PngText> texts(Recipe recipe, Metadata metadata) {
        List<PngText> texts = new ArrayList<>();
        if (metadata == Metadata.RECIPE) {
            texts.add(new PngText(PngText.RECIPE, RecipeJson.write(recipe)));
        }
        if (metadata != Metadata.NONE) {
            Optional<String> prompt = metadata == Metadata.RECIPE ? Optional.of(recipe.prompt()) : Optional.empty();
            texts.add(new PngText(PngText.XMP, GeneratedXmp.packet(creator, prompt)));
        }
        return texts;
    }
}
