package studio.unclip.app.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.picture.PictureFiles;

/**
 * Reads and writes documents' files, of whatever shape and origin; a file is written whole or not at all. What a model made
 * carries its recipe and the mark of a generated picture; what was in a photograph's file beside its pixels goes on. Safe for
 * threads; may wait for a disk.
 */
public final class DocumentFiles {
    private static final float JPEG_QUALITY = 0.95f;

    /** Under what is transparent, of which JPEG has nothing. */
    private static final int WHITE = 0xffffff;

    private final PictureExport words;
    private final PictureFiles reader;
    private final OraWriter ora;
    private final studio.unclip.editor.file.picture.PictureExport flat;

    /**
     * @param words what is written about a picture into its file
     * @param pool computes; reading and writing themselves run elsewhere
     */
    public DocumentFiles(PictureExport words, ExecutorService pool) {
        this.words = words;
        this.reader = new PictureFiles(pool, Limits.standard());
        this.ora = new OraWriter(new AtomicFile(), pool, Limits.standard());
        this.flat = new studio.unclip.editor.file.picture.PictureExport(new AtomicFile(), pool);
    }

    /**
     * Opens a picture to be edited; one that carries a recipe has it in its layer, so that it is written again.
     *
     * @throws IOException with one line that names the file
     */
    PictureFiles.Opened open(Path file, Watcher watcher) throws IOException {
        PictureFiles.Opened opened = reader.open(file, watcher);
        Optional<Provenance> made =
                RecipeReader.text(opened.contents().metadata()).map(Provenance::new);
        if (opened.format() == PictureFiles.Format.ORA || made.isEmpty()) {
            return opened;
        }
        OraContents contents = opened.contents();
        Layer only = contents.document().layers().getFirst();
        Document document = contents.document()
                .withLayer(
                        only.id(),
                        layer -> layer.withProperties(layer.properties().withProvenance(made)));
        return new PictureFiles.Opened(
                opened.format(),
                OraContents.of(document).withMetadata(RecipeReader.withoutRecipe(contents.metadata())),
                opened.form(),
                opened.notices());
    }

    /**
     * Reads a picture to be laid in.
     *
     * @throws IOException with one line that names the file
     */
    PictureFiles.Flat read(Path file, Watcher watcher) throws IOException {
        return reader.read(file, watcher);
    }

    /** Everything, as OpenRaster. */
    OraWriter.Saved save(
            OraContents contents, Path target, boolean mayReplace, Optional<SavedForm> before, Watcher watcher)
            throws IOException {
        return ora.save(contents, target, existing(mayReplace), before, watcher);
    }

    /**
     * What is seen, with the recipe that made it, or what the file it came from said beside its pixels.
     *
     * @param kind PNG or JPEG
     * @return what could not be kept
     */
    List<Notice> export(
            Document document, Metadata beside, FileName.Kind kind, Path target, boolean mayReplace, Watcher watcher)
            throws IOException {
        Metadata metadata = words.about(Made.recipe(document), beside);
        // JPEG has no place for a recipe, which a person who chooses it need not be told every time.
        Metadata fitting = kind == FileName.Kind.JPEG
                ? new Metadata(metadata.exif(), metadata.xmp(), List.of(), metadata.dotsPerInch())
                : metadata;
        return flat(document, fitting, kind, target, mayReplace, watcher);
    }

    /**
     * What is seen and nothing else: no prompt, recipe, history or hidden pixel, nothing about camera and place; only the
     * mark of a generated picture, where it is one.
     *
     * @param generated whether a model made some of it
     * @return what could not be kept
     */
    List<Notice> share(
            Document document, boolean generated, FileName.Kind kind, Path target, boolean mayReplace, Watcher watcher)
            throws IOException {
        if (kind == FileName.Kind.ORA) {
            return ora.saveShared(document, target, existing(mayReplace), watcher);
        }
        // One layer that is opaque in itself would be written as it is, with the colours under what is transparent.
        Document visible = Made.visibleOnly(document);
        return flat(visible, generated ? words.mark() : Metadata.NONE, kind, target, mayReplace, watcher);
    }

    private List<Notice> flat(
            Document document, Metadata metadata, FileName.Kind kind, Path target, boolean mayReplace, Watcher watcher)
            throws IOException {
        if (kind == FileName.Kind.JPEG) {
            return flat.jpeg(document, JPEG_QUALITY, WHITE, metadata, target, existing(mayReplace), watcher);
        }
        flat.png(document, metadata, target, existing(mayReplace), watcher);
        return List.of();
    }

    private static AtomicFile.Existing existing(boolean mayReplace) {
        return mayReplace ? AtomicFile.Existing.REPLACE : AtomicFile.Existing.KEEP;
    }
}
