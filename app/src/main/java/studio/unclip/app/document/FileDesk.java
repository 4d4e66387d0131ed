package studio.unclip.app.document;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What reading and writing share: who asks, who does it, who is told; one piece of file work at a time. Window thread. */
final class FileDesk {
    private final FilePlaces places;
    private final DocumentFiles files;
    private final RecentFiles recent;
    private final WorkJournal journal;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<Notice> notices;
    private final ReadOnlyObjectWrapper<Optional<FileWork>> work =
            new ReadOnlyObjectWrapper<>(this, "work", Optional.empty());

    FileDesk(
            FilePlaces places,
            DocumentFiles files,
            RecentFiles recent,
            WorkJournal journal,
            Executor background,
            Executor windowThread,
            Consumer<Notice> notices) {
        this.places = places;
        this.files = files;
        this.recent = recent;
        this.journal = journal;
        this.background = background;
        this.windowThread = windowThread;
        this.notices = notices;
    }

    FilePlaces places() {
        return places;
    }

    DocumentFiles files() {
        return files;
    }

    RecentFiles recent() {
        return recent;
    }

    WorkJournal journal() {
        return journal;
    }

    /** May wait for a disk. */
    Executor background() {
        return background;
    }

    Executor windowThread() {
        return windowThread;
    }

    /** What goes on; empty: nothing does. */
    ReadOnlyObjectWrapper<Optional<FileWork>> work() {
        return work;
    }

    boolean isFree() {
        return work.get().isEmpty();
    }

    FileWork begin(String title) {
        FileWork begun = new FileWork(title, windowThread);
        work.set(Optional.of(begun));
        return begun;
    }

    void end(FileWork done) {
        if (work.get().equals(Optional.of(done))) {
            work.set(Optional.empty());
        }
    }

    void tell(String words) {
        notices.accept(new Notice(words, false));
    }

    void problem(String words) {
        notices.accept(new Notice(words, true));
    }

    void tell(Notice notice) {
        notices.accept(notice);
    }
}
