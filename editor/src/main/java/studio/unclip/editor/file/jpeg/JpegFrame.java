package studio.unclip.editor.file.jpeg;

import java.util.Arrays;
import java.util.List;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;

/**
 * What a JPEG picture says of itself in its frame header (ITU-T T.81, B.2.2).
 *
 * @param marker the kind of coding
 * @param precision bits a sample
 * @param components the numbers of its channels, in their order
 */
record JpegFrame(int marker, int precision, int width, int height, List<Integer> components) {
    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int PROGRESSIVE = 0xC2;
    private static final int LOSSLESS = 0xC3;
    private static final int JPEG_LS = 0xF7;
    private static final List<Integer> LOSSLESS_GREY_BITS = List.of(8, 10, 12, 14, 16);

    /** Whether a marker begins a frame header. */
    static boolean isFrame(int marker) {
        boolean table = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        return (marker >= BASELINE && marker <= 0xCF && !table) || marker == JPEG_LS;
    }

    /**
     * @param segment contents of the header's segment
     * @throws FileProblem if it is not sound, larger than the limits, or of a kind that is not read here
     */
    static JpegFrame read(int marker, byte[] segment, Limits limits) throws FileProblem {
        if (segment.length < 6 || segment.length < 6 + 3 * (segment[5] & 0xff)) {
            throw FileProblem.damaged("its size cannot be read");
        }
        int height = (segment[1] & 0xff) << 8 | (segment[2] & 0xff);
        int width = (segment[3] & 0xff) << 8 | (segment[4] & 0xff);
        Integer[] components = new Integer[segment[5] & 0xff];
        Arrays.setAll(components, i -> segment[6 + 3 * i] & 0xff);
        JpegFrame frame = new JpegFrame(marker, segment[0] & 0xff, width, height, List.of(components));
        limits.checkSize(width, height);
        frame.requireRead();
        return frame;
    }

    private void requireRead() throws FileProblem {
        int channels = components.size();
        String bits = precision + " bits";
        switch (marker) {
            case BASELINE, EXTENDED, PROGRESSIVE -> {
                if (precision != 8) {
                    throw FileProblem.notRead("a JPEG picture of " + bits + " a channel");
                }
                if (channels != 1 && channels != 3 && channels != 4) {
                    throw FileProblem.notRead("a JPEG picture of " + channels + " channels");
                }
            }
            case LOSSLESS -> {
                boolean grey = channels == 1 && LOSSLESS_GREY_BITS.contains(precision);
                if (!grey && !(channels == 3 && precision == 8)) {
                    throw FileProblem.notRead("a lossless JPEG picture of " + channels + " channels and " + bits);
                }
            }
            case JPEG_LS -> throw FileProblem.notRead("a JPEG-LS picture");
            case 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF ->
                throw FileProblem.notRead("a JPEG picture with arithmetic coding");
            default -> throw FileProblem.notRead("a hierarchical JPEG picture");
        }
    }

    boolean isLossless() {
        return marker == LOSSLESS;
    }

    boolean isProgressive() {
        return marker == PROGRESSIVE;
    }

    /** Bytes that decoding holds at the same time: samples as they are decoded and, at worst, converted once. */
    long decodedBytes() {
        long pixels = (long) width * height;
        return pixels * components.size() * (isLossless() ? Integer.BYTES + Short.BYTES : 2);
    }
}
