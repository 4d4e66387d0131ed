package studio.unclip.app.panel.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where finished pictures are kept. Another folder holds at once, for new pictures; no file is moved, and a person is told
 * what becomes of those that are there. Window thread; the disk is waited for elsewhere.
 */
public final class PicturesFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PicturesFolder.class);

    private final Path usual;
    private final Keep keep;
    private final Consumer<Optional<Path>> remember;
    private final Executor background;
    private final Executor windowThread;
    private final ReadOnlyObjectWrapper<Path> folder = new ReadOnlyObjectWrapper<>(this, "folder");
    private final ReadOnlyStringWrapper told = new ReadOnlyStringWrapper(this, "told", "");

    /** Keeps new pictures in a folder; may wait for a disk. */
    @FunctionalInterface
    public interface Keep {
        /** @throws IOException if nothing can be written there; all stays as it was then */
        void in(Path folder) throws IOException;
    }

    /**
     * @param now where they are kept
     * @param usual where they are kept if a person has not said otherwise
     * @param remember for the next start; empty: the usual folder
     */
    public PicturesFolder(
            Path now,
            Path usual,
            Keep keep,
            Consumer<Optional<Path>> remember,
            Executor background,
            Executor windowThread) {
        this.usual = usual;
        this.keep = keep;
        this.remember = remember;
        this.background = background;
        this.windowThread = windowThread;
        folder.set(now);
    }

    /** Where new pictures go. */
    public ReadOnlyObjectProperty<Path> folder() {
        return folder.getReadOnlyProperty();
    }

    /** How the last change went, a sentence or two; empty before the first. */
    public ReadOnlyStringProperty told() {
        return told.getReadOnlyProperty();
    }

    /** New pictures go there from now on, if something can be written there. */
    public void choose(Path other) {
        Path before = folder.get();
        Path after = other.toAbsolutePath().normalize();
        if (after.equals(before)) {
            return;
        }
        background.execute(() -> {
            try {
                keep.in(after);
                windowThread.execute(() -> {
                    folder.set(after);
                    remember.accept(Optional.of(after).filter(chosen -> !chosen.equals(usual)));
                    told.set("New pictures are kept there from now on. Those made before stay in " + before
                            + "; the tray no longer shows them after the next start.");
                });
            } catch (IOException e) {
                LOG.warn("pictures cannot be kept in {}", after, e);
                windowThread.execute(() ->
                        told.set("Nothing can be written in " + after + ". Pictures are kept where they were before."));
            }
        });
    }

    /** As if nothing had been chosen. */
    public void chooseUsual() {
        choose(usual);
    }

    boolean isUsual() {
        return folder.get().equals(usual);
    }
}
