package studio.unclip.app.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata.Text;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/** Reads the recipe in a PNG that {@link PictureExport} wrote, or in a JSON file. */
public final class RecipeReader {
    private static final int MAX_JSON_BYTES = 1 << 20;

    private RecipeReader() {}

    /** @throws UnreadableFileException if the file is absent, carries no recipe, or the recipe is not sound */
    public static Recipe read(Path file) throws UnreadableFileException {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFileException("There is no file " + file + ".", null);
        }
        try {
            return RecipeJson.read(json(file));
        } catch (InvalidRequestException e) {
            throw new UnreadableFileException("The recipe in " + file + " cannot be used: " + e.getMessage(), e);
        } catch (UnreadableFileException e) {
            throw e;
        } catch (FileProblem e) {
            throw new UnreadableFileException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UnreadableFileException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The recipe's JSON among what stands beside a picture's pixels; it need not be sound. */
    public static Optional<String> text(studio.unclip.editor.file.Metadata beside) {
        return beside.texts().stream()
                .filter(text -> text.keyword().equals(PictureExport.RECIPE))
                .map(Text::text)
                .findFirst();
    }

    /** The same without the recipe, which a layer carries on. */
    public static studio.unclip.editor.file.Metadata withoutRecipe(studio.unclip.editor.file.Metadata beside) {
        List<Text> others = beside.texts().stream()
                .filter(text -> !text.keyword().equals(PictureExport.RECIPE))
                .toList();
        return new studio.unclip.editor.file.Metadata(beside.exif(), beside.xmp(), others, beside.dotsPerInch());
    }

    private static String json(Path file) throws IOException {
        if (PictureFiles.format(file).isPresent()) {
            // The pool is for the layers of OpenRaster files, of which no pixel is read here.
            return text(new PictureFiles(ForkJoinPool.commonPool(), Limits.standard()).metadata(file))
                    .orElseThrow(() -> new UnreadableFileException(
                            file + " carries no recipe, or one that is damaged. It was made elsewhere, exported"
                                    + " without one, or changed by another program.",
                            null));
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_JSON_BYTES + 1);
        }
        if (bytes.length > MAX_JSON_BYTES) {
            throw new UnreadableFileException(file + " is too large for a recipe.", null);
        }
        return utf8(file, bytes);
    }

    private static String utf8(Path file, byte[] bytes) throws UnreadableFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableFileException(file + " is neither a picture nor a recipe in JSON.", e);
        }
    }
}
