package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.file.state.StateReader;
import studio.unclip.editor.file.state.StateSource;

/** Finds out whether a journal holds newer work than its file, and gets it. */
final class Recovery {
    private final OraReader reader;
    private final Limits limits;

    Recovery(OraReader reader, Limits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    /** The newest state, if it is not the one in the file or an older one of the same session. */
    Optional<JournalFolder.Newest> unsaved(JournalFolder folder) throws IOException {
        return folder.newest().filter(newest -> {
            Optional<Revision> saved = newest.head().document().flatMap(this::revisionOf);
            return saved.isEmpty()
                    || !saved.get().session().equals(newest.revision().session())
                    || newest.revision().isAfter(saved.get());
        });
    }

    private Optional<Revision> revisionOf(Path document) {
        try {
            return Files.exists(document) ? reader.revision(document) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // no sound file of ours: nothing in it can be newer
        }
    }

    /** Reads the newest state. */
    Recovered read(JournalFolder folder, JournalFolder.Newest newest) throws IOException {
        Optional<OraContents> base = Optional.empty();
        if (newest.head().base().isPresent()) {
            Path copy = folder.path().resolve(newest.head().base().get());
            base = Optional.of(reader.open(copy, Watcher.none()).contents());
        }
        try (FileChannel channel = FileChannel.open(newest.file(), StandardOpenOption.READ)) {
            StateSource source = StateSource.of(channel, 0, channel.size());
            Document document = new StateReader(source, limits, base.map(OraContents::document))
                    .lastDocument()
                    .orElseThrow();
            return new Recovered(
                    document,
                    newest.revision(),
                    newest.head().document(),
                    newest.head().title(),
                    base,
                    changedByOthers(folder, newest));
        }
    }

    /** Whether the file is neither the one the work began with nor one that was saved from this session since. */
    private boolean changedByOthers(JournalFolder folder, JournalFolder.Newest newest) throws IOException {
        Optional<Path> document = newest.head().document();
        Optional<String> base = newest.head().base();
        if (document.isEmpty() || base.isEmpty() || !Files.exists(document.get())) {
            return false;
        }
        Optional<Revision> saved = revisionOf(document.get());
        if (saved.map(Revision::session).equals(Optional.of(newest.revision().session()))) {
            return false;
        }
        return Files.mismatch(document.get(), folder.path().resolve(base.get())) >= 0;
    }
}
