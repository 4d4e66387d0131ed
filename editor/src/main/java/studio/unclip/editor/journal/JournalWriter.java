package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.journal.Generation.BaseCopy;
import studio.unclip.editor.journal.JournalHomes.Home;

/**
 * Puts one document's states on the disk. Confined to the journal's thread while that runs.
 *
 * <p>Whatever fails, the newest state that is safe stays safe, and the room that the failed one took is free again: a
 * full disk is not filled by trying again.
 */
final class JournalWriter {
    /** A state and its name. */
    record State(Document document, Revision revision) {}

    /**
     * What there is to do.
     *
     * @param state to write; empty if the newest is on the disk already, or in the file
     * @param generation counts the generations that were wanted
     * @param fresh whether a new generation is wanted: what the present one leans on has been saved over
     * @param allSaved whether a file holds the newest state
     * @param base the newest form of the file
     * @param document the file that is edited; empty while it has no name
     * @param last whether nothing comes after it
     */
    record Task(
            Optional<State> state,
            long generation,
            boolean fresh,
            boolean allSaved,
            Optional<SavedForm> base,
            Optional<Path> document,
            boolean last) {}

    private final Disk disk;
    private final String title;

    /** Homes that hold states until the present one does. */
    private final List<Home> left = new ArrayList<>();

    private Home home;
    private Optional<Generation> generation = Optional.empty();
    private Optional<BaseCopy> copy = Optional.empty();

    JournalWriter(Disk disk, String title, Home home) {
        this.disk = disk;
        this.title = title;
        this.home = home;
    }

    Home home() {
        return home;
    }

    /** Whether a generation is there to which a state can be added. */
    boolean isUnderWay() {
        return generation.isPresent();
    }

    /** Goes on in another home; the present one is cleared once the new one holds what it held. */
    void moveTo(Home next) throws IOException {
        endGeneration();
        copy = Optional.empty();
        left.add(home);
        home = next;
    }

    /** @throws IOException if the disk refuses; what was safe is */
    void carryOut(Task task) throws IOException {
        if (task.state().isPresent()) {
            write(task.state().get(), task);
        } else if (task.allSaved()) {
            endGeneration();
            copy = Optional.empty();
            home.folder().clear();
        } else {
            return;
        }
        for (Home old : List.copyOf(left)) {
            old.clearAndLeave();
            left.remove(old);
        }
    }

    private void write(State state, Task task) throws IOException {
        if (generation.isPresent() && !task.fresh() && !generation.get().isOvergrown()) {
            add(state, generation.get());
        } else {
            begin(state, task);
        }
    }

    private void add(State state, Generation to) throws IOException {
        generation = Optional.empty();
        boolean written = false;
        try {
            to.write(state.document(), state.revision());
            generation = Optional.of(to);
            written = true;
        } finally {
            if (!written) {
                to.giveUp();
            }
        }
    }

    /** The generation before stays, with the copy that it leans on, until the new one holds the state. */
    @SuppressWarnings("ReferenceEquality") // one form, one copy
    private void begin(State state, Task task) throws IOException {
        endGeneration();
        long number = home.folder().nextNumber();
        Optional<BaseCopy> base = copy.filter(
                made -> task.base().filter(form -> form == made.of()).isPresent());
        boolean fresh = base.isEmpty() && task.base().isPresent();
        if (fresh) {
            base = BaseCopy.make(disk, home.folder(), number, task.base().get());
        }
        boolean begun = false;
        try {
            generation = Optional.of(Generation.begin(
                    disk, home.folder(), number, task.document(), title, base, state.document(), state.revision()));
            begun = true;
        } finally {
            if (!begun && fresh && base.isPresent()) {
                disk.delete(home.folder().path().resolve(base.get().name()));
            }
        }
        copy = base;
        generation.get().replaceOthers();
    }

    /** Ends; what is on the disk stays for the next start. */
    void close() throws IOException {
        try {
            endGeneration();
        } finally {
            for (Home old : left) {
                old.leave();
            }
            home.leave();
        }
    }

    /** Ends, and removes everything. */
    void discard() throws IOException {
        try {
            endGeneration();
        } finally {
            for (Home old : left) {
                old.clearAndLeave();
            }
            home.clearAndLeave();
        }
    }

    private void endGeneration() throws IOException {
        if (generation.isPresent()) {
            Generation ended = generation.get();
            generation = Optional.empty();
            ended.close();
        }
    }
}
