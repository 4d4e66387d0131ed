package studio.unclip.app.export;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.AtomicFile.Existing;
import studio.unclip.editor.file.png.PngWriter;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/**
 * Writes a made picture as PNG. By default the file carries the recipe that makes the picture again, as JSON in an
 * {@code iTXt} chunk named {@value #RECIPE}, and an XMP packet with the IPTC mark of a generated picture. Equal
 * pictures, recipes and choices give equal bytes. Thread-safe.
 */
public final class PictureExport {
    /** The keyword of the recipe among a PNG's texts. */
    static final String RECIPE = "unclip-recipe";

    private final String creator;
    private final AtomicFile files = new AtomicFile();

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
        Raster raster = raster(picture);
        files.write(
                target,
                overwrite ? Existing.REPLACE : Existing.KEEP,
                out -> PngWriter.write(raster, beside(recipe, metadata), out),
                _ -> {});
    }

    /** Writes the PNG file's bytes, first to last. */
    public void encode(Picture picture, Recipe recipe, Metadata metadata, WritableByteChannel out) throws IOException {
        PngWriter.write(raster(picture), beside(recipe, metadata), out);
    }

    /** The PNG file's bytes. */
    public byte[] encode(Picture picture, Recipe recipe, Metadata metadata) {
        return PngWriter.encode(raster(picture), beside(recipe, metadata));
    }

    /**
     * What is written about a picture that may have begun as another one's file.
     *
     * @param recipe of what a model made of it; empty: nothing did
     * @param before what stood in the file it began as; where a model made some of it, its XMP makes place for the mark
     */
    public studio.unclip.editor.file.Metadata about(
            Optional<Recipe> recipe, studio.unclip.editor.file.Metadata before) {
        if (recipe.isEmpty()) {
            return before;
        }
        studio.unclip.editor.file.Metadata made = beside(recipe.get(), Metadata.RECIPE);
        List<studio.unclip.editor.file.Metadata.Text> texts = new ArrayList<>(made.texts());
        before.texts().stream().filter(text -> !text.keyword().equals(RECIPE)).forEach(texts::add);
        return new studio.unclip.editor.file.Metadata(before.exif(), made.xmp(), texts, before.dotsPerInch());
    }

    /** Only that a picture was generated. */
    public studio.unclip.editor.file.Metadata mark() {
        return beside(Optional.empty(), List.of());
    }

    private static Raster raster(Picture picture) {
        return Raster.owning(picture.width(), picture.height(), picture.toRgba());
    }

    private studio.unclip.editor.file.Metadata beside(Recipe recipe, Metadata choice) {
        return switch (choice) {
            case NONE -> studio.unclip.editor.file.Metadata.NONE;
            case MARK_ONLY -> beside(Optional.empty(), List.of());
            case RECIPE ->
                beside(
                        Optional.of(recipe.prompt()),
                        List.of(new studio.unclip.editor.file.Metadata.Text(RECIPE, RecipeJson.write(recipe))));
        };
    }

    private studio.unclip.editor.file.Metadata beside(
            Optional<String> prompt, List<studio.unclip.editor.file.Metadata.Text> texts) {
        return new studio.unclip.editor.file.Metadata(
                Optional.empty(), Optional.of(GeneratedXmp.packet(creator, prompt)), texts, 0);
    }
}
