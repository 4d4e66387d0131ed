package studio.unclip.editor.file;

import java.io.IOException;

/** Passes rows on, reports, and gives up where the person has. */
final class WatchedRows implements RowSink {
    private static final int EVERY = 64;

    private final RowSink to;
    private final PngStripReader.SizeCheck check;
    private final Watcher watcher;
    private int height = 1;

    WatchedRows(RowSink to, Watcher watcher) {
        this(to, (width, height) -> {}, watcher);
    }

    /** @param check called before anything is unpacked */
    WatchedRows(RowSink to, PngStripReader.SizeCheck check, Watcher watcher) {
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
