package studio.unclip.inference.api;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a recipe knows of a picture it was made from: enough to tell whether another one is the same, not to show it.
 *
 * @param width pixels across
 * @param height pixels down
 * @param sha256 of the pixels R, G, B, A, … row by row, 64 lower-case hexadecimal digits
 */
public record RecipePicture(int width, int height, String sha256) implements PictureSource {
    /** Pixels read at a time. */
    private static final int BAND_PIXELS = 1 << 20;

    public RecipePicture {
        if (width < 1 || height < 1) {
            throw new InvalidRequestException("size", "A picture's sides are at least one pixel.");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new InvalidRequestException("sha256", "A picture's hash must be 64 hexadecimal digits.");
        }
    }

    /** What a recipe says of this picture. Reads all of it, a band at a time. */
    public static RecipePicture of(PictureSource source) {
        if (source instanceof RecipePicture known) {
            return known;
        }
        MessageDigest digest = digest();
        int rows = Math.max(1, BAND_PIXELS / source.width());
        for (int y = 0; y < source.height(); y += rows) {
            ByteBuffer band = source.read(new PixelRect(0, y, source.width(), Math.min(rows, source.height() - y)))
                    .rgba();
            digest.update(band);
        }
        return new RecipePicture(source.width(), source.height(), HexFormat.of().formatHex(digest.digest()));
    }

    /** Always: a recipe does not hold the picture. */
    @Override
    public Picture read(PixelRect region) {
        throw new InvalidRequestException(
                "pictures",
                "The recipe was made from a picture of " + width + "x" + height
                        + " pixels, which it does not contain. Give that picture.");
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
