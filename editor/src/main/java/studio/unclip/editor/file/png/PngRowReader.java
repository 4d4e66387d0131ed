package studio.unclip.editor.file.png;

import java.util.Optional;
import studio.unclip.editor.file.flat.ColourProfile;

/** Turns unfiltered rows of any kind of PNG into {@code 0xAARRGGBB}, sRGB. Confined to one thread. */
final class PngRowReader {
    /** What a number beyond the palette's end is shown as, as other programs do. */
    private static final int OUTSIDE_PALETTE = 0xff000000;

    private final PngHeader header;
    private final int[] palette;
    private final int[] transparent;
    private final Optional<ColourProfile> profile;
    private final int highest;
    private int[] samples = new int[0];
    private int[] colours = new int[0];
    private byte[] converted = new byte[0];

    /**
     * @param palette {@code 0xAARRGGBB}, for {@link PngHeader#PALETTE} only; else null
     * @param transparent the sample values that mean transparent, one a channel; null if there are none
     * @param profile converts colours; empty where they are sRGB
     */
    PngRowReader(PngHeader header, int[] palette, int[] transparent, Optional<ColourProfile> profile) {
        this.header = header;
        this.transparent = transparent;
        this.profile = profile;
        this.highest = (1 << header.bitDepth()) - 1;
        this.palette = palette == null ? null : convertPalette(palette.clone());
    }

    /** @param argb receives the pixels */
    void read(byte[] row, int pixels, int[] argb) {
        if (header.colourType() == PngHeader.RGBA && header.bitDepth() == 8 && profile.isEmpty()) {
            for (int x = 0, i = 0; x < pixels; x++, i += 4) {
                argb[x] = (row[i + 3] & 0xff) << 24
                        | (row[i] & 0xff) << 16
                        | (row[i + 1] & 0xff) << 8
                        | (row[i + 2] & 0xff);
            }
            return;
        }
        unpack(row, pixels);
        if (header.colourType() == PngHeader.PALETTE) {
            for (int x = 0; x < pixels; x++) {
                argb[x] = samples[x] < palette.length ? palette[samples[x]] : OUTSIDE_PALETTE;
            }
            return;
        }
        int channels = header.channels();
        boolean grey = header.isGrey();
        boolean alpha = header.colourType() == PngHeader.RGBA || header.colourType() == PngHeader.GREY_ALPHA;
        if (profile.isPresent()) {
            convert(pixels, channels, grey ? 1 : 3);
        }
        for (int x = 0, i = 0; x < pixels; x++, i += channels) {
            int rgb;
            if (profile.isPresent()) {
                rgb = (converted[3 * x] & 0xff) << 16
                        | (converted[3 * x + 1] & 0xff) << 8
                        | (converted[3 * x + 2] & 0xff);
            } else if (grey) {
                rgb = to8(samples[i]) * 0x010101;
            } else {
                rgb = to8(samples[i]) << 16 | to8(samples[i + 1]) << 8 | to8(samples[i + 2]);
            }
            int a = alpha ? to8(samples[i + channels - 1]) : isTransparent(i) ? 0 : 255;
            argb[x] = a << 24 | rgb;
        }
    }

    private boolean isTransparent(int at) {
        if (transparent == null) {
            return false;
        }
        for (int c = 0; c < transparent.length; c++) {
            if (samples[at + c] != transparent[c]) {
                return false;
            }
        }
        return true;
    }

    private void unpack(byte[] row, int pixels) {
        int count = pixels * header.channels();
        if (samples.length < count) {
            samples = new int[count];
        }
        int depth = header.bitDepth();
        for (int i = 0; i < count; i++) {
            samples[i] = switch (depth) {
                case 8 -> row[i] & 0xff;
                case 16 -> (row[2 * i] & 0xff) << 8 | (row[2 * i + 1] & 0xff);
                default -> {
                    int bit = i * depth;
                    yield (row[bit >> 3] & 0xff) >> (8 - depth - (bit & 7)) & highest;
                }
            };
        }
    }

    /** Converts the colour channels of {@link #samples} into {@link #converted}. */
    private void convert(int pixels, int channels, int colourChannels) {
        if (colours.length != pixels * colourChannels) {
            colours = new int[pixels * colourChannels];
            converted = new byte[pixels * 3];
        }
        int wide = highest > 255 ? 65_535 : 255;
        for (int x = 0; x < pixels; x++) {
            for (int c = 0; c < colourChannels; c++) {
                int sample = samples[x * channels + c];
                colours[x * colourChannels + c] = wide == highest ? sample : to8(sample);
            }
        }
        profile.orElseThrow().toSrgb(colours, pixels, wide, converted);
    }

    private int[] convertPalette(int[] colour) {
        if (profile.isEmpty() || colour.length == 0) {
            return colour;
        }
        int[] rgb = new int[colour.length * 3];
        for (int i = 0; i < colour.length; i++) {
            rgb[3 * i] = colour[i] >> 16 & 0xff;
            rgb[3 * i + 1] = colour[i] >> 8 & 0xff;
            rgb[3 * i + 2] = colour[i] & 0xff;
        }
        byte[] srgb = new byte[rgb.length];
        profile.get().toSrgb(rgb, colour.length, 255, srgb);
        for (int i = 0; i < colour.length; i++) {
            colour[i] = (colour[i] & 0xff000000)
                    | (srgb[3 * i] & 0xff) << 16
                    | (srgb[3 * i + 1] & 0xff) << 8
                    | (srgb[3 * i + 2] & 0xff);
        }
        return colour;
    }

    /** Rounded, so that 16 bits and back give the same 8 bits. */
    private int to8(int sample) {
        return highest == 255 ? sample : (int) ((sample * 255L + highest / 2) / highest);
    }
}
