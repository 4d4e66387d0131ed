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
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.flat.RasterRows;
import studio.unclip.editor.file.flat.RowSink;
import studio.unclip.editor.file.flat.TileRows;
import studio.unclip.editor.file.flat.WatchedRows;
import studio.unclip.editor.file.jpeg.JpegReader;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.png.PngChunks;
import studio.unclip.editor.file.png.PngReader;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

/**
 * Opens pictures of every kind the studio reads, told apart by their contents: as a document ({@link #open}), as one
 * flat picture ({@link #read}), or only what stands beside the pixels ({@link #metadata}). Whatever is wrong with a
 * file, and a memory that is too small for it, comes out as a {@link FileProblem}. Safe for threads; never on a
 * window's thread.
 */
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
     * @param form for the next save; empty if the file is not of our own kind, or a later version's, and saving asks
     *     for a new name
     * @param notices what was changed on the way, to tell the person
     */
    public record Opened(Format format, OraContents contents, Optional<SavedForm> form, List<Notice> notices) {
        public Document document() {
            return contents.document();
        }
    }

    /**
     * A picture as one raster: upright, sRGB, straight alpha.
     *
     * @param raster of an OpenRaster file, what its visible layers look like together
     * @param notices what was changed on the way, to tell the person
     */
    public record Flat(Format format, Raster raster, Metadata metadata, List<Notice> notices) {}

    private final OraReader ora;
    private final Limits limits;

    /**
     * @param pool computes; must not be the pool this is called on
     * @param limits what is refused
     */
    public PictureFiles(ExecutorService pool, Limits limits) {
        this.ora = new OraReader(pool, limits);
        this.limits = limits;
    }

    /**
     * Opens a picture to be edited.
     *
     * @throws FileProblem with one clear line, the file's name in front, if it cannot be opened
     * @throws CancellationException if the watcher gives up
     */
    public Opened open(Path file, Watcher watcher) throws FileProblem {
        return named(file, format -> {
            if (format == Format.ORA) {
                OraReader.Opened opened = ora.open(file, watcher);
                return new Opened(Format.ORA, opened.contents(), opened.form(), opened.notices());
            }
            TileRows rows = new TileRows(limits, 0, 0);
            Beside beside = decode(format, file, rows, watcher);
            return imported(format, file, rows, beside);
        });
    }

    /**
     * Reads a picture to be looked at, not edited.
     *
     * @throws FileProblem as {@link #open}; also if it has more pixels than a {@link Raster} can
     * @throws CancellationException if the watcher gives up
     */
    public Flat read(Path file, Watcher watcher) throws FileProblem {
        return named(file, format -> {
            if (format == Format.ORA) {
                OraReader.Opened opened = ora.open(file, watcher);
                Document document = opened.contents().document();
                return new Flat(
                        format, Flattener.flatten(document), opened.contents().metadata(), opened.notices());
            }
            RasterRows rows = new RasterRows(limits);
            Beside beside = decode(format, file, rows, watcher);
            return new Flat(format, rows.finish(), beside.metadata(), beside.notices());
        });
    }

    /**
     * What stands in a PNG or JPEG file beside its pixels; no pixel is decoded. {@link Metadata#NONE} for OpenRaster.
     *
     * @throws FileProblem as {@link #open}
     */
    public Metadata metadata(Path file) throws FileProblem {
        return named(file, format -> {
            try (InputStream in = stream(file)) {
                return switch (format) {
                    case ORA -> Metadata.NONE;
                    case PNG -> PngReader.metadata(in, limits);
                    case JPEG -> JpegReader.metadata(in, limits);
                };
            }
        });
    }

    /**
     * What a file is, by its first bytes; its name says nothing.
     *
     * @return empty if it is no picture that is read here
     * @throws IOException if it cannot be read
     */
    public static Optional<Format> format(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START_BYTES);
        }
        if (PngChunks.isPng(start)) {
            return Optional.of(Format.PNG);
        }
        if (start.length >= 4 && Arrays.equals(start, 0, 4, ZIP, 0, 4)) {
            return Optional.of(Format.ORA);
        }
        if (start.length >= 3 && start[0] == (byte) 0xFF && start[1] == (byte) 0xD8 && start[2] == (byte) 0xFF) {
            return Optional.of(Format.JPEG);
        }
        return Optional.empty();
    }

    /** Reads a file of a format that is known. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(Format format) throws IOException;
    }

    /** Whatever goes wrong becomes one line with the file's name in front. */
    private static <T> T named(Path file, Reading<T> reading) throws FileProblem {
        try {
            if (Files.isDirectory(file)) {
                throw new FileProblem(FileProblem.Kind.UNKNOWN_FORMAT, "a folder, not a picture", null);
            }
            return reading.read(format(file)
                    .orElseThrow(() -> new FileProblem(
                            FileProblem.Kind.UNKNOWN_FORMAT, "not an OpenRaster, PNG or JPEG picture", null)));
        } catch (FileProblem e) {
            throw e.in(file);
        } catch (NoSuchFileException e) {
            throw new FileProblem(FileProblem.Kind.MISSING, "there is no such file", e).in(file);
        } catch (EOFException e) {
            throw FileProblem.damaged("it ends too early", e).in(file);
        } catch (IOException e) {
            throw new FileProblem(FileProblem.Kind.DISK, "cannot be read: " + e.getMessage(), e).in(file);
        } catch (OutOfMemoryError e) {
            // What was asked for beforehand was free then; meanwhile others took it, or no piece is large enough.
            throw FileProblem.tooLargeForMemory(0).in(file);
        }
    }

    private static InputStream stream(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    private record Beside(Metadata metadata, List<Notice> notices) {}

    private Beside decode(Format format, Path file, RowSink rows, Watcher watcher) throws IOException {
        if (format == Format.JPEG) {
            JpegReader.Result result = JpegReader.read(file, limits, rows, watcher);
            return new Beside(result.metadata(), result.notices());
        }
        try (InputStream in = stream(file)) {
            PngReader.Result result = PngReader.read(in, limits, new WatchedRows(rows, watcher));
            return new Beside(result.metadata(), result.notices());
        }
    }

    private static Opened imported(Format format, Path file, TileRows rows, Beside beside) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        PixelLayer layer = new PixelLayer(
                LayerProperties.named(new LayerId(1), dot > 0 ? name.substring(0, dot) : name), rows.finish());
        Document document = new Document(rows.area().size(), List.of(layer), Mask.EMPTY, Selection.ALL, 2);
        return new Opened(
                format, OraContents.of(document).withMetadata(beside.metadata()), Optional.empty(), beside.notices());
    }
}
