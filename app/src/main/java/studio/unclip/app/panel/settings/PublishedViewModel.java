package studio.unclip.app.panel.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.published.PublishedPack;

/**
 * Folders of a model as others have published it, from which a pack is put together: chosen one after the other, looked
 * into as far as their headers, and installed once none is missing. Window thread; disks elsewhere.
 */
public final class PublishedViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedViewModel.class);

    /** What makes a folder one of a published model. */
    private static final String INDEX = "model_index.json";

    /** What makes a folder a pack's. */
    private static final String MANIFEST = "pack.json";

    /** A hub's cache has a folder for the model, one for snapshots and one for each of them above it. */
    private static final int DEPTH = 4;

    private static final int MOST_AT_ONCE = 16;

    private final PackShelf shelf;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<PublishedPack> install;
    private final ObservableList<Path> folders = FXCollections.observableArrayList();
    private final ObservableList<Path> foldersSeen = FXCollections.unmodifiableObservableList(folders);
    private final ReadOnlyObjectWrapper<Found> found = new ReadOnlyObjectWrapper<>(this, "found", new Found.Nothing());

    /** Counts changes of the folders: what is found out about others than the last is of no use. */
    private long changes;

    /** What the folders hold. */
    sealed interface Found {
        /** None is chosen. */
        record Nothing() implements Found {}

        /** They are being looked into. */
        record Looking() implements Found {}

        /** @param why one sentence: which is missing, or what is wrong with them */
        record Lacking(String why) implements Found {}

        record Whole(PublishedPack pack) implements Found {
            /** Name and size. */
            String facts() {
                return PackRow.size(pack.pack().takenBytes()) + " of weights, " + pack.licence();
            }

            /** Its terms, and what could be given too, a line each. */
            String words() {
                return String.join(
                        "\n",
                        Stream.of(Stream.of(pack.licenceSummary()), pack.restrictions().stream(), pack.notes().stream())
                                .flatMap(lines -> lines)
                                .toList());
            }
        }
    }

    /** @param install gets what a person wants to have */
    PublishedViewModel(PackShelf shelf, Executor background, Executor windowThread, Consumer<PublishedPack> install) {
        this.shelf = shelf;
        this.background = background;
        this.windowThread = windowThread;
        this.install = install;
    }

    /** Those that were chosen. */
    ObservableList<Path> folders() {
        return foldersSeen;
    }

    ReadOnlyObjectProperty<Found> found() {
        return found.getReadOnlyProperty();
    }

    /** Takes a folder, or the folders of models that lie in it. */
    void add(Path chosen) {
        background.execute(() -> {
            List<Path> inside = models(chosen);
            windowThread.execute(() -> {
                // Without any, looking into it says what is wrong with it.
                for (Path folder : inside.isEmpty() ? List.of(chosen) : inside) {
                    if (!folders.contains(folder)) {
                        folders.add(folder);
                    }
                }
                look();
            });
        });
    }

    /**
     * Whether a folder is one of a published model, or holds some.
     *
     * @param then gets the answer
     */
    void ask(Path chosen, Consumer<Boolean> then) {
        background.execute(() -> {
            boolean any =
                    !Files.exists(chosen.resolve(MANIFEST)) && !models(chosen).isEmpty();
            windowThread.execute(() -> then.accept(any));
        });
    }

    private static List<Path> models(Path chosen) {
        if (Files.isRegularFile(chosen.resolve(INDEX))) {
            return List.of(chosen);
        }
        try (Stream<Path> all =
                Files.find(chosen, DEPTH, (file, _) -> INDEX.equals(String.valueOf(file.getFileName())))) {
            return all.limit(MOST_AT_ONCE).map(Path::getParent).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.info("a folder was not looked through", e);
            return List.of();
        }
    }

    void remove(Path folder) {
        folders.remove(folder);
        look();
    }

    /** None is chosen any more. */
    void clear() {
        folders.clear();
        look();
    }

    /** Installs what was found. */
    void install() {
        if (found.get() instanceof Found.Whole(PublishedPack pack)) {
            install.accept(pack);
            clear();
        }
    }

    private void look() {
        long mine = ++changes;
        List<Path> now = List.copyOf(folders);
        if (now.isEmpty()) {
            found.set(new Found.Nothing());
            return;
        }
        found.set(new Found.Looking());
        background.execute(() -> {
            Found what = look(now);
            windowThread.execute(() -> {
                if (mine == changes) {
                    found.set(what);
                }
            });
        });
    }

    private Found look(List<Path> now) {
        try {
            return new Found.Whole(shelf.checkPublished(now));
        } catch (PackException e) {
            LOG.info("published folders cannot be installed", e);
            return new Found.Lacking(e.problem().message());
        } catch (RuntimeException e) {
            LOG.error("published folders were not looked into", e);
            return new Found.Lacking("A fault of the program; the log has the details.");
        }
    }
}
