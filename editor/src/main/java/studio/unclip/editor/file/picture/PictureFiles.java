package studio.unclip.editor.file.picture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.flat.TileRows;
import studio.unclip.editor.file.flat.WatchedRows;
import studio.unclip.editor.file.jpeg.ExifOrientation;
import studio.unclip.editor.file.jpeg.JpegReader;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.png.PngChunks;
import studio.unclip.editor.file.png.PngReader;

/** Opens pictures of every kind the studio reads, told apart by their contents. Safe for threads. */
public final class PictureFiles {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final int START_BYTES = 8;

    /** What a file is. */
    public enum Format {
        ORA,
        PNG,
        JPEG
    }

    /**
     * An opened picture.
     *
     * @param contents the document and what goes with it
     * @param form for the next save; empty if the file is not of our own kind and saving asks for a new name
     * @param notices what was changed on the way, to tell the person
     */
    public record Opened(Format format, OraContents contents, Optional<SavedForm> form, List<Notice> notices) {
        public Document document() {
            return contents.document();
        }
    }

    private final OraReader ora;
    private final Limits limits;

    /** @param pool computes; must not be the pool this is called on */
    public PictureFiles(ExecutorService pool, Limits limits) {
        this.ora = new OraReader(pool, limits);
        this.limits = limits;
    }

    /**
     * @throws FileProblem with one clear line, the file's name in front, if it cannot be opened
     * @throws CancellationException if the watcher gives up
     */
    public Opened open(Path file, Watcher watcher) throws FileProblem {
        try {
            if (Files.isDirectory(file)) {
                throw new FileProblem(FileProblem.Kind.UNKNOWN_FORMAT, "a folder, not a picture", null);
            }
            return switch (format(file)) {
                case ORA -> {
                    OraReader.Opened opened = ora.open(file, watcher);
                    yield new Opened(Format.ORA, opened.contents(), Optional.of(opened.form()), opened.notices());
                }
                case PNG -> png(file, watcher);
                case JPEG -> jpeg(file, watcher);
            };
        } catch (FileProblem e) {
            throw e.in(file);
        } catch (NoSuchFileException e) {
            throw new FileProblem(FileProblem.Kind.MISSING, "there is no such file", e).in(file);
        } catch (EOFException e) {
            throw FileProblem.damaged("it ends too early", e).in(file);
        } catch (IOException e) {
            throw new FileProblem(FileProblem.Kind.DISK, "cannot be read: " + e.getMessage(), e).in(file);
        }
    }

    /** By the first bytes; the name says nothing. */
    private static Format format(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START_BYTES);
        }
        if (PngChunks.isPng(start)) {
            return Format.PNG;
        }
        if (start.length >= 4 && Arrays.equals(start, 0, 4, ZIP, 0, 4)) {
            return Format.ORA;
        }
        if (start.length >= 3 && start[0] == (byte) 0xFF && start[1] == (byte) 0xD8 && start[2] == (byte) 0xFF) {
            return Format.JPEG;
        }
        throw new FileProblem(FileProblem.Kind.UNKNOWN_FORMAT, "not an OpenRaster, PNG or JPEG picture", null);
    }

    private Opened png(Path file, Watcher watcher) throws IOException {
        TileRows rows = new TileRows(0, 0);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            PngReader.Result result = PngReader.read(in, limits, new WatchedRows(rows, watcher));
            return imported(Format.PNG, file, rows, uprightExif(result.metadata()), result.notices());
        }
    }

    /** PNG pictures are shown as they lie; an orientation some camera left in them would turn them twice. */
    private static Metadata uprightExif(Metadata metadata) {
        return metadata.withExif(metadata.exif().map(exif -> Blob.owning(ExifOrientation.upright(exif.array()))));
    }

    private Opened jpeg(Path file, Watcher watcher) throws IOException {
        TileRows rows = new TileRows(0, 0);
        JpegReader.Result result = JpegReader.read(file, limits, rows, watcher);
        return imported(Format.JPEG, file, rows, result.metadata(), result.notices());
    }

    private static Opened imported(Format format, Path file, TileRows rows, Metadata metadata, List<Notice> notices) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        PixelLayer layer = new PixelLayer(
                LayerProperties.named(new LayerId(1), dot > 0 ? name.substring(0, dot) : name), rows.finish());
        Document document = new Document(rows.area().size(), List.of(layer), Mask.EMPTY, Selection.ALL, 2);
        return new Opened(format, OraContents.of(document).withMetadata(metadata), Optional.empty(), notices);
    }
}
