package studio.unclip.editor.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.MaskEdit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.file.state.SavedHistory;
import studio.unclip.editor.paint.Brush;

/** What a person does to a photograph, up to the moment the process is killed. */
final class WholeJob {
    static final String SAID = "all is recorded";

    private WholeJob() {}

    /** A cat, stored on its side as cameras do. CC0, see NOTICE. */
    static PictureFiles.Opened photograph(PictureFiles files, Path folder) throws IOException {
        Path file = folder.resolve("chelsea.jpg");
        try (InputStream in = Documents.class.getResourceAsStream("chelsea.jpg")) {
            Files.write(file, in.readAllBytes());
        }
        return files.open(file, Watcher.none());
    }

    /** Masks, paints, adds layers and branches. */
    static EditorDriver beforeSaving(Document photograph) {
        EditorDriver driver = EditorDriver.on(photograph);
        driver.maskBrush(Brush.round(40, 0.5)).drag(120, 90, 200, 120, 260, 100);
        driver.edit(new MaskEdit.Feather(new PaintTarget.DocumentMask(), 3));
        driver.edit(new LayerEdit.Add("Paint", Optional.of(driver.activeLayer())));
        driver.brush(Brush.round(24, 0.7), 0xff2060c0).drag(40, 40, 160, 200, 380, 240);
        driver.brush(Brush.round(30, 1), 0xffc02020).drag(300, 60, 400, 80);
        driver.session().star(driver.session().history().current().id(), true);
        driver.undo();
        driver.eraser(Brush.round(12, 1)).drag(60, 60, 150, 190);
        return driver.edit(
                new PlacePicture("Patch", Documents.picture(new Random(8), 70, 50, true), 330, 200),
                "Generate",
                Optional.of("{\"prompt\": \"a red ball\", \"seed\": 8}"));
    }

    /** Goes on after the save. */
    static EditorDriver afterSaving(EditorDriver driver) {
        driver.brush(Brush.round(18, 0.9), 0xff20a040).drag(340, 210, 420, 260);
        return driver.maskEraser(Brush.round(20, 1)).drag(190, 110, 210, 130);
    }

    /** @param args folder for the photograph, state folder, document */
    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        OraReader reader = new OraReader(pool, Limits.standard());
        OraWriter writer = new OraWriter(new AtomicFile(), pool, Limits.standard());
        PictureFiles.Opened photograph = photograph(new PictureFiles(pool, Limits.standard()), Path.of(args[0]));
        Path file = Path.of(args[2]);
        Journal journal =
                new Journals(Path.of(args[1]), Disk.real(), reader, Limits.standard(), Journals.INTERVAL).open(file);
        journal.start(Optional.empty(), trouble -> {
            trouble.printStackTrace();
            Runtime.getRuntime().halt(1); // the parent sees that it was not killed
        });
        EditorDriver driver = beforeSaving(photograph.document());
        Revision revision = journal.record(driver.document());
        SavedForm form = writer.save(
                        new studio.unclip.editor.file.ora.OraContents(
                                driver.document(),
                                Optional.of(SavedHistory.of(driver.session().history())),
                                photograph.contents().metadata(),
                                java.util.List.of(),
                                Optional.of(revision)),
                        file,
                        AtomicFile.Existing.KEEP,
                        Optional.empty(),
                        Watcher.none())
                .form();
        journal.saved(revision, form);
        journal.record(afterSaving(driver).document());
        journal.flush();
        System.out.println(SAID);
        Thread.sleep(Long.MAX_VALUE);
    }
}
