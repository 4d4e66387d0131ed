package studio.unclip.app.document;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The files that were opened or saved last, the newest first. Window thread. */
public final class RecentFiles {
    /** So many can be told apart at a glance. */
    public static final int MOST = 10;

    private final ObservableList<Path> files = FXCollections.observableArrayList();
    private final ObservableList<Path> seen = FXCollections.unmodifiableObservableList(files);
    private final Consumer<List<Path>> remember;

    /**
     * @param before those of the runs before
     * @param remember is told of every change
     */
    public RecentFiles(List<Path> before, Consumer<List<Path>> remember) {
        this.remember = remember;
        files.setAll(before.stream().limit(MOST).toList());
    }

    public ObservableList<Path> files() {
        return seen;
    }

    void add(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        files.remove(absolute);
        files.addFirst(absolute);
        if (files.size() > MOST) {
            files.removeLast();
        }
        remember.accept(List.copyOf(files));
    }

    void remove(Path file) {
        if (files.remove(file.toAbsolutePath().normalize())) {
            remember.accept(List.copyOf(files));
        }
    }

    public void clear() {
        files.clear();
        remember.accept(List.of());
    }
}
