package studio.unclip.editor.file.jpeg;

import java.util.Arrays;
import studio.unclip.editor.file.FileProblem;

/**
 * Counts the scans of a JPEG picture, and follows in a progressive one how far each coefficient has come (ITU-T T.81,
 * G.1.1.1): a picture that was cut between two scans has no other sign of it.
 */
final class JpegScans {
    /**
     * Encoders write about ten. Each scan costs the decoder a walk over the whole picture, however few bytes it has, and
     * is not to be stopped in the middle.
     */
    static final int MOST = 100;

    private static final int COEFFICIENTS = 64;
    private static final int NEVER = -1;

    private final JpegFrame frame;

    /** The lowest bit that has come, of each channel's coefficients. */
    private final int[][] lowest;

    private int count;

    JpegScans(JpegFrame frame) {
        this.frame = frame;
        this.lowest = new int[frame.components().size()][COEFFICIENTS];
        for (int[] channel : lowest) {
            Arrays.fill(channel, NEVER);
        }
    }

    /**
     * @param header contents of a scan header's segment (B.2.3)
     * @throws FileProblem if there are too many
     */
    void add(byte[] header) throws FileProblem {
        if (++count > MOST) {
            throw FileProblem.tooLarge("more than " + MOST + " scans in a JPEG picture");
        }
        int channels = header.length == 0 ? 0 : header[0] & 0xff;
        if (header.length < 4 + 2 * channels) {
            throw FileProblem.damaged("a scan's header is too short");
        }
        int first = header[1 + 2 * channels] & 0xff;
        int last = Math.min(header[2 + 2 * channels] & 0xff, COEFFICIENTS - 1);
        int bit = header[3 + 2 * channels] & 0x0f;
        for (int c = 0; c < channels; c++) {
            int channel = frame.components().indexOf(header[1 + 2 * c] & 0xff);
            for (int k = first; channel >= 0 && k <= last; k++) {
                lowest[channel][k] = bit;
            }
        }
    }

    /** Whether every bit of every coefficient has come. */
    boolean isComplete() {
        return !frame.isProgressive()
                || Arrays.stream(lowest).flatMapToInt(Arrays::stream).allMatch(bit -> bit == 0);
    }
}
