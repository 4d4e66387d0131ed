package studio.unclip.app.document;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import studio.unclip.editor.file.Watcher;

/**
 * A file that is being read or written, as a window shows it. Its properties belong to the window's thread; the file work
 * tells it from another.
 */
public final class FileWork implements Watcher {
    private static final double STEP = 0.01;

    private final String title;
    private final Executor windowThread;
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(this, "fraction", 0);
    private volatile boolean cancelled;

    /** Only the working thread's. */
    private double told;

    FileWork(String title, Executor windowThread) {
        this.title = title;
        this.windowThread = windowThread;
    }

    /** What goes on, in a few words. */
    public String title() {
        return title;
    }

    /** 0 to 1. */
    public ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /** It ends soon; a file that was to be written is as it was before. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void progress(double now) {
        if (now >= told + STEP || now >= 1) {
            told = now;
            windowThread.execute(() -> fraction.set(Math.min(1, now)));
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
