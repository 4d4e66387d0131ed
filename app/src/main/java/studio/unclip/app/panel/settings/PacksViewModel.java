package studio.unclip.app.panel.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.published.PublishedPack;

/** The packs there are, and what can be done with them; one thing at a time. Window thread; disks elsewhere. */
public final class PacksViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(PacksViewModel.class);

    /** Of a licence's text; more is no licence. */
    private static final int MOST_TEXT = 1 << 20;

    private final PackShelf shelf;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<Optional<String>> remember;
    private final ObservableList<PackRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<String>> chosen;
    private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper(this, "doing", "");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(this, "fraction", 0);
    private final ReadOnlyStringWrapper outcome = new ReadOnlyStringWrapper(this, "outcome", "");
    private final QuietHashing hashing;
    private final PublishedViewModel published;
    private volatile boolean cancelled;

    /** Something done with a pack. */
    @FunctionalInterface
    private interface PackTask {
        /** @return what to tell when it is done */
        String run(Watcher watcher) throws PackException;
    }

    /**
     * @param shelf all packs
     * @param chosen the pack to use; empty: the one that came with the program
     * @param background may wait for a disk
     * @param windowThread where this lives
     * @param remember is told which pack is chosen; it is used from the next start
     */
    public PacksViewModel(
            PackShelf shelf,
            Optional<String> chosen,
            Executor background,
            Executor windowThread,
            Consumer<Optional<String>> remember) {
        this.shelf = shelf;
        this.background = background;
        this.windowThread = windowThread;
        this.remember = remember;
        this.chosen = new ReadOnlyObjectWrapper<>(this, "chosen", chosen);
        this.hashing = new QuietHashing(shelf.store()::hash, background, windowThread);
        this.published = new PublishedViewModel(shelf, background, windowThread, this::install);
    }

    ObservableList<PackRow> rows() {
        return rows;
    }

    /** What goes on, in a few words; empty: nothing does. */
    ReadOnlyStringProperty doing() {
        return doing.getReadOnlyProperty();
    }

    /** Of what goes on, 0 to 1. */
    ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /** What came of the last thing that was done. */
    ReadOnlyStringProperty outcome() {
        return outcome.getReadOnlyProperty();
    }

    /** Reads what was put together from published files once for its hashes. */
    QuietHashing hashing() {
        return hashing;
    }

    /** Folders of a published model, to be installed. */
    PublishedViewModel published() {
        return published;
    }

    ReadOnlyObjectProperty<Optional<String>> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /** Whether the pack is the one that is used from the next start. */
    boolean isChosen(PackRow row) {
        return chosen.get()
                .map(id -> id.equals(row.id()))
                .orElseGet(() -> row.builtIn()
                        && rows.stream().filter(PackRow::builtIn).findFirst().equals(Optional.of(row)));
    }

    /** Looks at the folders anew. */
    public void refresh() {
        background.execute(() -> {
            try {
                List<PackRow> now = shelf.list().stream().map(PackRow::of).toList();
                windowThread.execute(() -> rows.setAll(now));
            } catch (PackException e) {
                LOG.warn("packs were not listed", e);
                windowThread.execute(() -> outcome.set(e.problem().message()));
            }
        });
    }

    void choose(PackRow row) {
        chosen.set(row.builtIn() ? Optional.empty() : Optional.of(row.id()));
        remember.accept(chosen.get());
        outcome.set(row.title() + " is used from the next start of the studio.");
    }

    /** Installs a pack from a folder or an archive, after checking every byte of it. */
    void install(Path source) {
        begin("Installing " + source.getFileName(), watcher -> {
            var pack = shelf.store().install(source, watcher);
            return pack.manifest().name() + " " + pack.manifest().version() + " is installed.";
        });
    }

    /** Puts a pack together from published files; its weights are read for the first time when it can be used already. */
    private void install(PublishedPack found) {
        String id = found.pack().id();
        begin(
                "Installing " + found.name(),
                watcher -> {
                    var pack = shelf.store().install(found.pack(), true, watcher);
                    windowThread.execute(() -> hashing.add(id, found.name()));
                    return pack.manifest().name() + " " + pack.manifest().version() + " is installed and can be used.";
                },
                "Cancelled. What was copied is kept for the next try.");
    }

    /** Checks every byte. */
    void check(PackRow row) {
        begin("Checking " + row.title(), watcher -> {
            PackShelf.Entry entry = shelf.find(row.id()).orElseThrow();
            shelf.verify(entry, watcher);
            return row.title() + " is whole: every byte was compared.";
        });
    }

    /** Fetches what is damaged from where the pack was installed. */
    void repair(PackRow row) {
        begin("Repairing " + row.title(), watcher -> {
            shelf.repair(row.id(), watcher);
            return row.title() + " is whole again.";
        });
    }

    void remove(PackRow row) {
        begin("Removing " + row.title(), _ -> {
            shelf.store().remove(row.id());
            windowThread.execute(() -> {
                if (chosen.get().equals(Optional.of(row.id()))) {
                    chosen.set(Optional.empty());
                    remember.accept(Optional.empty());
                }
            });
            return row.title() + " was removed.";
        });
    }

    /** What is being done ends soon and leaves everything as it was. */
    void cancel() {
        cancelled = true;
    }

    private void begin(String what, PackTask task) {
        begin(what, task, "Cancelled. Everything is as it was.");
    }

    /** @param ended what to tell when it was cancelled */
    private void begin(String what, PackTask task, String ended) {
        if (!doing.get().isEmpty()) {
            return;
        }
        cancelled = false;
        hashing.standAside();
        doing.set(what);
        fraction.set(0);
        outcome.set("");
        background.execute(() -> {
            String told = outcome(task, ended);
            windowThread.execute(() -> {
                doing.set("");
                outcome.set(told);
                refresh();
                hashing.goOn();
            });
        });
    }

    private String outcome(PackTask task, String ended) {
        try {
            return task.run(new Watcher() {
                private double told;

                @Override
                public void progress(String file, long done, long total) {
                    double now = total == 0 ? 1 : (double) done / total;
                    if (now >= told + 0.01 || now >= 1) {
                        told = now;
                        windowThread.execute(() -> fraction.set(now));
                    }
                }

                @Override
                public boolean cancelled() {
                    return cancelled;
                }
            });
        } catch (CancellationException e) {
            return ended;
        } catch (PackException e) {
            LOG.warn("work on a pack failed", e);
            return e.problem().message();
        } catch (RuntimeException e) {
            LOG.error("work on a pack failed", e);
            return "A fault of the program. The pack is as it was; the log has the details.";
        }
    }

    /**
     * Reads a pack's licence.
     *
     * @param then gets its text, or why there is none
     */
    void readLicence(PackRow row, Consumer<String> then) {
        background.execute(() -> {
            StringBuilder text = new StringBuilder();
            for (Path file : row.terms()) {
                text.append(text.isEmpty() ? "" : "\n\n")
                        .append(file.getFileName())
                        .append("\n\n")
                        .append(read(file));
            }
            windowThread.execute(() -> then.accept(text.toString()));
        });
    }

    private static String read(Path file) {
        try {
            return Files.size(file) > MOST_TEXT ? "(too long to be shown here: " + file + ")" : Files.readString(file);
        } catch (IOException e) {
            LOG.warn("a licence was not read", e);
            return "(cannot be read: " + file + ")";
        }
    }
}
