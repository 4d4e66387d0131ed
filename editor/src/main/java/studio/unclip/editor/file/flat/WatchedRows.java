package studio.unclip.editor.file.flat;

import java.io.IOException;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Watcher;

/** Passes rows on, reports, and gives up where the person has. */
public final class WatchedRows implements RowSink {
    private static final int EVERY = 64;

    /** Refuses pictures that are too large. */
    @FunctionalInterface
    public interface SizeCheck {
        void accept(int width, int height) throws FileProblem;
    }

    private final RowSink to;
    private final SizeCheck check;
    private final Watcher watcher;
    private int height = 1;

    public WatchedRows(RowSink to, Watcher watcher) {
        this(to, (width, height) -> {}, watcher);
    }

    /** @param check called before anything is unpacked */
    public WatchedRows(RowSink to, SizeCheck check, Watcher watcher) {
        this.to = to;
        this.check = check;
        this.watcher = watcher;
    }

    @Override
    public void start(int width, int rows) throws IOException {
        height = rows;
        check.accept(width, rows);
        to.start(width, rows);
    }

    @Override
    public void row(int y, int[] argb) throws IOException {
        if (y % EVERY == 0) {
            watcher.step((double) y / height);
        }
        to.row(y, argb);
    }
}
