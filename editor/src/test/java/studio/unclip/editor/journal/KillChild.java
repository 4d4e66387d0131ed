package studio.unclip.editor.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.Revision;

/**
 * Opens a document, takes what there is to recover, then paints and saves until it is killed. Says on standard output
 * how many strokes there are, after each one.
 */
final class KillChild {
    private KillChild() {}

    /** @param args state folder, document, seed */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        Random random = new Random(Long.parseLong(args[2]));
        ExecutorService pool = Executors.newFixedThreadPool(2);
        ExecutorService saver = Executors.newSingleThreadExecutor();
        OraReader reader = new OraReader(pool, Limits.standard());
        OraWriter writer = new OraWriter(new AtomicFile(), pool, Limits.standard());
        Journals journals = new Journals(Path.of(args[0]), Disk.real(), reader, Limits.standard(), Journals.INTERVAL);
        Journal journal = journals.open(file);
        Document document = Strokes.blank();
        Optional<SavedForm> form = Optional.empty();
        if (Files.exists(file)) {
            OraReader.Opened opened = reader.open(file, Watcher.none());
            document = opened.contents().document();
            form = opened.form();
        }
        Optional<Recovered> recovered = journal.unsaved();
        if (recovered.isPresent()) {
            document = recovered.get().document();
        }
        journal.start(recovered.isPresent() ? Optional.empty() : form, trouble -> {
            trouble.printStackTrace();
            Runtime.getRuntime().halt(1); // the parent sees that it was not killed
        });
        if (recovered.isPresent()) {
            journal.record(document);
        }
        Future<SavedForm> saving = null;
        while (true) {
            document = Strokes.next(document);
            Revision revision = journal.record(document);
            System.out.println(Strokes.count(document));
            if (saving != null && saving.isDone()) {
                form = Optional.of(saving.get());
                saving = null;
            }
            if (saving == null && random.nextInt(12) == 0) {
                OraContents contents = new OraContents(
                        document, Optional.empty(), Metadata.NONE, java.util.List.of(), Optional.of(revision));
                Optional<SavedForm> before = form;
                saving = saver.submit(() -> {
                    SavedForm saved = writer.save(contents, file, AtomicFile.Existing.BACK_UP, before, Watcher.none())
                            .form();
                    journal.saved(revision, saved);
                    return saved;
                });
            }
            Thread.sleep(random.nextInt(30));
        }
    }
}
