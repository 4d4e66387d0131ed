package studio.unclip.app.export;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
        } catch (IOException e) {
            String reason = e instanceof EOFException ? "it ends too early" : e.getMessage();
            throw new UnreadableFileException(file + " is damaged: " + reason + ".", e);
        }
    }

    private static String json(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(16);
            boolean png = PngTextReader.isPng(in.readNBytes(8));
            in.reset();
            if (png) {
                Optional<String> text = PngTextReader.find(in, PngText.RECIPE);
                return text.orElseThrow(() -> new UnreadableFileException(
                        file + " carries no recipe. It was made elsewhere, or exported without one.", null));
            }
            byte[] bytes = in.readNBytes(MAX_JSON_BYTES + 1);
            if (bytes.length > MAX_JSON_BYTES) {
                throw new UnreadableFileException(file + " is too large for a recipe.", null);
            }
            return utf8(file, bytes);
        }
    }

    private static String utf8(Path file, byte[] bytes) throws UnreadableFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableFileException(file + " is neither a PNG nor a recipe in JSON.", e);
        }
    }
}
