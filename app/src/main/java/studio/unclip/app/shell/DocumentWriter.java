package studio.unclip.app.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import studio.unclip.app.export.Metadata;
import studio.unclip.app.export.PictureExport;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.inference.api.Recipe;

/**
 * Writes PNG with the recipe, and JPEG, which has no place for one: both say that the picture was generated. Thread-safe.
 */
public final class DocumentWriter implements PictureWriter {
    private static final float JPEG_QUALITY = 0.95f;

    /** Under what is transparent, of which JPEG has nothing. */
    private static final int WHITE = 0xffffff;

    private final PictureExport png;
    private final studio.unclip.editor.file.picture.PictureExport jpeg;

    /** @param pool computes; writing itself runs elsewhere */
    public DocumentWriter(PictureExport png, ExecutorService pool) {
        this.png = png;
        this.jpeg = new studio.unclip.editor.file.picture.PictureExport(new AtomicFile(), pool);
    }

    @Override
    public void write(Document document, Recipe recipe, Path target, boolean mayReplace) throws IOException {
        if (PictureName.isJpeg(target)) {
            jpeg.jpeg(
                    document,
                    JPEG_QUALITY,
                    WHITE,
                    new studio.unclip.editor.file.Metadata(
                            Optional.empty(), Optional.of(png.xmp(recipe)), List.of(), 0),
                    target,
                    mayReplace ? AtomicFile.Existing.REPLACE : AtomicFile.Existing.KEEP,
                    Watcher.none());
        } else {
            png.write(FlatPicture.of(document), recipe, target, Metadata.RECIPE, mayReplace);
        }
    }
}
