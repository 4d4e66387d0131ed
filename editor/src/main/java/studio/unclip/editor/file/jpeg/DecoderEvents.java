package studio.unclip.editor.file.jpeg;

import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Watcher;

/**
 * Cancels the decoder, and hears its warnings: where bytes are missing or wrong it fills the picture up with grey and
 * only says so (libjpeg 6b, jerror.h, the messages with JWRN).
 */
final class DecoderEvents implements IIOReadProgressListener, IIOReadWarningListener {
    private static final List<String> CUT = List.of("Truncated", "premature end", "Premature end");
    private static final List<String> WRONG = List.of("bad Huffman", "instead of RST", "Inconsistent progression");

    /** Bytes left over among pixels. Before other markers, which lie between segments, they mean nothing. */
    private static final Pattern LEFT_OVER = Pattern.compile("extraneous bytes before marker 0x(d[0-9a]|c4|dd)");

    private final Watcher watcher;
    private boolean cut;
    private boolean wrong;
    private boolean doubtful;

    DecoderEvents(Watcher watcher) {
        this.watcher = watcher;
    }

    /** @throws FileProblem if parts of the picture are missing */
    void requireWhole() throws FileProblem {
        if (cut) {
            throw FileProblem.damaged("it ends too early, or bytes in the middle are missing");
        }
        if (wrong) {
            throw FileProblem.damaged("some of its pixels cannot be decoded");
        }
    }

    /** Whether the pixels may be wrong, but need not. */
    boolean isDoubtful() {
        return doubtful;
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        cut |= CUT.stream().anyMatch(warning::contains);
        wrong |= WRONG.stream().anyMatch(warning::contains);
        doubtful |= LEFT_OVER.matcher(warning).find();
    }

    @Override
    public void imageProgress(ImageReader source, float percentage) {
        if (watcher.isCancelled()) {
            source.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
