package studio.unclip.editor.file.flat;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Converts colours of an ICC profile to sRGB, by the JDK's colour management (LittleCMS), perceptual intent. Confined
 * to one thread.
 */
public final class ColourProfile {
    private static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    private static final int DESCRIPTION = 0x64657363;

    /** Values of a channel that are tried with all values of the others. */
    private static final int STEPS = 9;

    private final ICC_Profile profile;
    private final int channels;
    private final ColorConvertOp conversion;

    private ColourProfile(ICC_Profile profile) {
        this.profile = profile;
        this.channels = profile.getNumComponents();
        this.conversion = new ColorConvertOp(new ICC_Profile[] {profile, SRGB}, null);
    }

    /**
     * @param channels colour channels the picture has: 1, 3 or 4
     * @return empty if the bytes are no profile, or one of other channels
     */
    public static Optional<ColourProfile> of(byte[] icc, int channels) {
        try {
            ICC_Profile profile = ICC_Profile.getInstance(icc);
            if (profile.getNumComponents() != channels) {
                return Optional.empty();
            }
            ColourProfile result = new ColourProfile(profile);
            result.toSrgb(new int[channels], 1, 255, new byte[3]);
            return Optional.of(result);
        } catch (CMMException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The bytes of the sRGB profile that exports carry. */
    public static byte[] srgb() {
        return SRGB.getData();
    }

    /** Whether converting changes no colour by more than one level, so that there is nothing to convert. */
    public boolean isSrgb() {
        return switch (channels) {
            case 1 -> changesNothing(256, 1);
            case 3 -> changesNothing(STEPS * STEPS * STEPS, STEPS);
            default -> false;
        };
    }

    /** @param steps a channel of colour; grey is tried with every value */
    private boolean changesNothing(int colours, int steps) {
        int[] samples = new int[colours * channels];
        byte[] expected = new byte[colours * 3];
        for (int i = 0; i < colours; i++) {
            int place = i;
            for (int c = 0; c < 3; c++) {
                int value = channels == 1 ? i : place % steps * 255 / (steps - 1);
                place /= steps;
                samples[i * channels + c % channels] = value;
                expected[3 * i + c] = (byte) value;
            }
        }
        byte[] converted = new byte[expected.length];
        toSrgb(samples, colours, 255, converted);
        for (int i = 0; i < expected.length; i++) {
            if (Math.abs((expected[i] & 0xff) - (converted[i] & 0xff)) > 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param samples this profile's channels of one pixel after another
     * @param highest 255 or 65,535: the value of full intensity
     * @param rgb receives R, G, B of one pixel after another
     */
    public void toSrgb(int[] samples, int pixels, int highest, byte[] rgb) {
        int type = highest > 255 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
        WritableRaster from = Raster.createInterleavedRaster(type, pixels, 1, channels, null);
        from.setPixels(0, 0, pixels, 1, samples);
        WritableRaster to = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, pixels, 1, 3, null);
        conversion.filter(from, to);
        to.getDataElements(0, 0, pixels, 1, rgb);
    }

    /** The name in the profile, or "ICC" where it has none we can read. */
    public String name() {
        byte[] tag = profile.getData(DESCRIPTION);
        if (tag == null || tag.length < 13) {
            return "ICC";
        }
        String type = new String(tag, 0, 4, StandardCharsets.ISO_8859_1);
        String name = type.equals("mluc") ? unicode(tag) : ascii(tag);
        String clean = name.replaceAll("\\p{Cntrl}", "").strip();
        return clean.isEmpty() ? "ICC" : clean.substring(0, Math.min(clean.length(), 80));
    }

    /** textDescriptionType: signature, reserved, count, ASCII. */
    private static String ascii(byte[] tag) {
        int length = Math.clamp(number(tag, 8), 0, tag.length - 12);
        return new String(tag, 12, length, StandardCharsets.ISO_8859_1);
    }

    /** multiLocalizedUnicodeType: signature, reserved, records, record size, then language, length, offset. */
    private static String unicode(byte[] tag) {
        if (tag.length < 28) {
            return "";
        }
        int offset = Math.clamp(number(tag, 24), 0, tag.length);
        int length = Math.clamp(number(tag, 20), 0, tag.length - offset);
        return new String(tag, offset, length, StandardCharsets.UTF_16BE);
    }

    private static long number(byte[] bytes, int at) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(at));
    }
}
