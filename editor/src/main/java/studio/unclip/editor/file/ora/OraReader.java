package studio.unclip.editor.file.ora;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Parallel;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.FileStamp;
import studio.unclip.editor.file.flat.FlatPicture;
import studio.unclip.editor.file.flat.TileRows;
import studio.unclip.editor.file.flat.WatchedRows;
import studio.unclip.editor.file.png.PngReader;
import studio.unclip.editor.file.png.PngStripReader;
import studio.unclip.editor.file.png.SavedPicture;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.file.state.SavedHistory;
import studio.unclip.editor.file.state.SavedTiles;
import studio.unclip.editor.file.state.StateHistory;
import studio.unclip.editor.file.state.StateReader;
import studio.unclip.editor.file.state.StateSource;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.TileMap;

/** Reads OpenRaster files: any program's layers, and what this studio added where it still fits. Safe for threads. */
public final class OraReader {
    /** Bytes of unknown entries, packed, that are carried along. */
    private static final long MOST_CARRIED = 256L << 20;

    /** A layer's picture is asked for its pixels only. */
    private static final Set<Notice.Kind> OF_METADATA =
            Set.of(Notice.Kind.METADATA_DROPPED, Notice.Kind.PREVIEWS_DROPPED);

    /**
     * A file that was read.
     *
     * @param contents document, history and the rest
     * @param form for the next save; empty if saving over the file would lose what a later version of this studio put
     *     into it
     * @param notices what was changed on the way
     */
    public record Opened(OraContents contents, Optional<SavedForm> form, List<Notice> notices) {}

    private final Parallel parallel;
    private final Limits limits;

    /** @param pool computes; must not be the pool this reader is called on */
    public OraReader(ExecutorService pool, Limits limits) {
        this.parallel = new Parallel(pool, 2 * Runtime.getRuntime().availableProcessors());
        this.limits = limits;
    }

    /**
     * @throws FileProblem if the file is no OpenRaster file, damaged, or larger than the limits
     * @throws java.util.concurrent.CancellationException if the watcher gives up
     */
    public Opened open(Path file, Watcher watcher) throws IOException {
        FileStamp stamp = FileStamp.of(file);
        try (OraArchive archive = OraArchive.open(file, limits)) {
            byte[] mime = archive.has("mimetype") ? archive.read("mimetype", 256) : new byte[0];
            String type = new String(mime, StandardCharsets.US_ASCII).strip();
            if (!type.equals(OraWriter.MIME_TYPE) && !archive.has(OraStack.NAME)) {
                throw new FileProblem(
                        FileProblem.Kind.UNKNOWN_FORMAT, "an archive, but not an OpenRaster picture", null);
            }
            return new Reading(archive, watcher).read(stamp);
        } catch (FileProblem e) {
            throw e;
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw FileProblem.damaged("it cannot be read", e);
        }
    }

    /**
     * Which state of which session of editing lies in a file; reads no picture.
     *
     * @return empty if the file was not written by this studio, or changed by another program since
     */
    public Optional<Revision> revision(Path file) throws IOException {
        try (OraArchive archive = OraArchive.open(file, limits)) {
            if (!archive.has(OraExtras.JSON)) {
                return Optional.empty();
            }
            OraExtras extras = OraExtras.read(archive.read(OraExtras.JSON, limits.maxXmlBytes() * 4));
            return extras.fitsIn(archive) ? extras.revision() : Optional.empty();
        } catch (OraExtras.LaterVersion e) {
            return Optional.empty();
        }
    }

    /** One file being read. */
    private final class Reading {
        private final OraArchive archive;
        private final Watcher watcher;
        private final List<Notice> notices = new ArrayList<>();
        private final List<Optional<SavedPicture>> pictures = new ArrayList<>();
        private final Set<String> sources = new HashSet<>();
        private final OraStack stack;
        private final int pictureCount;
        private long totalPixels;
        private boolean laterVersion;
        private long nextId = 1;

        Reading(OraArchive archive, Watcher watcher) throws IOException {
            this.archive = archive;
            this.watcher = watcher;
            this.stack = OraStack.read(archive.read(OraStack.NAME, limits.maxXmlBytes()), limits);
            this.pictureCount = Math.max(1, count(stack.nodes()));
        }

        private int count(List<OraStack.Node> nodes) {
            return nodes.stream()
                    .mapToInt(node -> node instanceof OraStack.Group group ? count(group.nodes()) : 1)
                    .sum();
        }

        Opened read(FileStamp stamp) throws IOException {
            List<Layer> layers = layers(stack.nodes());
            Document plain = new Document(stack.size(), layers, Mask.EMPTY, Selection.ALL, nextId);
            Optional<OraExtras> extras = extras();
            Document document = plain;
            Optional<SavedHistory> history = Optional.empty();
            Optional<Revision> revision = Optional.empty();
            if (extras.isPresent()) {
                if (fits(extras.get())) {
                    document = documentIn(plain);
                    history = historyIn(document);
                    revision = extras.get().revision();
                } else {
                    notices.add(Notice.of(Notice.Kind.EXTRAS_OUT_OF_DATE));
                    extras = extras.map(OraExtras::withoutLooks);
                }
            }
            Metadata metadata = extras.map(OraExtras::metadata)
                    .orElse(new Metadata(Optional.empty(), Optional.empty(), List.of(), stack.dotsPerInch()));
            OraContents contents = new OraContents(document, history, metadata, carried(), revision);
            Optional<SavedForm> form = laterVersion ? Optional.empty() : Optional.of(form(stamp, document, extras));
            return new Opened(contents, form, List.copyOf(notices));
        }

        private List<Layer> layers(List<OraStack.Node> nodes) throws IOException {
            List<Layer> layers = new ArrayList<>();
            for (OraStack.Node node : nodes) {
                LayerProperties properties = properties(node.look(), new LayerId(nextId++));
                switch (node) {
                    case OraStack.Group group -> {
                        List<Layer> children = layers(group.nodes());
                        if (!group.isolated()
                                && properties.opacity() == 1
                                && properties.blend() == BlendMode.NORMAL
                                && children.stream().anyMatch(child -> child.blend() != BlendMode.NORMAL)) {
                            notices.add(new Notice(Notice.Kind.GROUP_ISOLATED, properties.name()));
                        }
                        layers.addFirst(new GroupLayer(properties, children));
                    }
                    case OraStack.Picture picture -> {
                        Optional<TileMap> pixels = pixels(picture);
                        if (pixels.isPresent()) {
                            layers.addFirst(new PixelLayer(properties, pixels.get()));
                        } else {
                            notices.add(new Notice(Notice.Kind.LAYER_DROPPED, properties.name()));
                        }
                    }
                }
            }
            return layers;
        }

        private void say(Notice notice) {
            if (!notices.contains(notice)) {
                notices.add(notice);
            }
        }

        private LayerProperties properties(OraStack.Look look, LayerId id) {
            Optional<BlendMode> blend = OraBlend.mode(look.compositeOp());
            if (blend.isEmpty()) {
                say(new Notice(Notice.Kind.UNKNOWN_BLEND, look.compositeOp()));
            }
            return LayerProperties.named(id, look.name())
                    .withOpacity((float) look.opacity())
                    .withVisible(look.visible())
                    .withLocked(look.locked())
                    .withBlend(blend.orElse(BlendMode.NORMAL));
        }

        private Optional<TileMap> pixels(OraStack.Picture picture) throws IOException {
            Watcher part =
                    watcher.part((double) pictures.size() / pictureCount, (pictures.size() + 1.0) / pictureCount);
            part.check();
            Optional<String> src = picture.src().filter(name -> !name.isEmpty());
            if (src.isPresent()) {
                sources.add(src.get());
            }
            if (src.isEmpty() || !src.get().toLowerCase(Locale.ROOT).endsWith(".png")) {
                pictures.add(Optional.empty());
                return Optional.empty();
            }
            long before = totalPixels;
            Optional<OraArchive.Stored> stored = archive.stored(src.get());
            if (stored.isPresent()) {
                Optional<PngStripReader.Result> strips = new PngStripReader(archive.file(), limits, parallel)
                        .read(stored.get().offset(), stored.get().length(), picture.x(), picture.y(), this::take, part);
                if (strips.isPresent()) {
                    IntRect area = strips.get().size().toRect().translate(picture.x(), picture.y());
                    pictures.add(Optional.of(new SavedPicture(area, strips.get().strips())));
                    return Optional.of(strips.get().pixels());
                }
            }
            pictures.add(Optional.empty());
            totalPixels = before;
            TileRows rows = new TileRows(limits, picture.x(), picture.y());
            try (InputStream in = new BufferedInputStream(archive.stream(src.get()), 1 << 16)) {
                PngReader.Result result = PngReader.read(in, limits, new WatchedRows(rows, this::take, part));
                for (Notice notice : result.notices()) {
                    if (!OF_METADATA.contains(notice.kind())) {
                        say(notice);
                    }
                }
            }
            return Optional.of(rows.finish());
        }

        private void take(int width, int height) throws FileProblem {
            totalPixels += (long) width * height;
            if (totalPixels > limits.maxTotalPixels()) {
                throw FileProblem.tooLarge(String.format(
                        Locale.ROOT,
                        "its layers have more than %,d million pixels together",
                        limits.maxTotalPixels() / 1_000_000));
            }
        }

        private Optional<OraExtras> extras() {
            if (!archive.has(OraExtras.JSON)) {
                return Optional.empty();
            }
            try {
                return Optional.of(OraExtras.read(archive.read(OraExtras.JSON, limits.maxXmlBytes() * 4)));
            } catch (OraExtras.LaterVersion e) {
                laterVersion = true;
                notices.add(Notice.of(Notice.Kind.EXTRAS_OF_LATER_VERSION));
            } catch (IOException e) {
                notices.add(Notice.of(Notice.Kind.EXTRAS_DAMAGED));
            }
            return Optional.empty();
        }

        private boolean fits(OraExtras extras) {
            return extras.fits().keySet().containsAll(sources)
                    && extras.fits().containsKey(OraStack.NAME)
                    && extras.fitsIn(archive);
        }

        private Document documentIn(Document plain) {
            try {
                StateReader states = new StateReader(log(OraExtras.DOCUMENT), limits, Optional.of(plain));
                return states.document(0);
            } catch (IOException | RuntimeException e) {
                notices.add(Notice.of(Notice.Kind.EXTRAS_DAMAGED));
                return plain;
            }
        }

        private Optional<SavedHistory> historyIn(Document document) {
            if (!archive.has(OraExtras.HISTORY)) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        StateHistory.read(new StateReader(log(OraExtras.HISTORY), limits, Optional.of(document))));
            } catch (IOException | RuntimeException e) {
                notices.add(Notice.of(Notice.Kind.HISTORY_DAMAGED));
                return Optional.empty();
            }
        }

        private StateSource log(String name) throws IOException {
            Optional<OraArchive.Stored> stored = archive.stored(name);
            FileChannel file = archive.file();
            return stored.isPresent()
                    ? StateSource.of(file, stored.get().offset(), stored.get().length())
                    : StateSource.of(archive.read(name, Integer.MAX_VALUE - 16));
        }

        private List<CarriedEntry> carried() throws IOException {
            List<CarriedEntry> carried = new ArrayList<>();
            long left = MOST_CARRIED;
            for (String name : archive.names()) {
                boolean known = name.equals("mimetype")
                        || name.equals(OraStack.NAME)
                        || name.equals(OraWriter.MERGED)
                        || name.equals(OraWriter.THUMBNAIL)
                        || OraExtras.NAMES.contains(name)
                        || sources.contains(name);
                if (known || name.endsWith("/")) {
                    continue;
                }
                Optional<CarriedEntry> entry = archive.carried(name, left);
                if (entry.isPresent()) {
                    left -= entry.get().packed().size();
                    carried.add(entry.get());
                } else {
                    notices.add(new Notice(Notice.Kind.ENTRIES_DROPPED, name));
                }
            }
            return carried;
        }

        /** A picture of the whole document, if it is still the one that was saved with it. */
        private Optional<OraArchive.Stored> look(Optional<OraExtras> extras, String name) throws IOException {
            boolean same = extras.isPresent()
                    && extras.get().looks().containsKey(name)
                    && archive.sum(name).equals(Optional.of(extras.get().looks().get(name)));
            return same ? archive.stored(name) : Optional.empty();
        }

        private OraThumbnail thumbnail(Optional<OraExtras> extras, Document document) {
            try {
                if (look(extras, OraWriter.THUMBNAIL).isEmpty()) {
                    return null;
                }
                TileRows rows = new TileRows(limits, 0, 0);
                try (InputStream in = archive.stream(OraWriter.THUMBNAIL)) {
                    PngReader.read(in, limits, new WatchedRows(rows, (width, height) -> {}, Watcher.none()));
                }
                return OraThumbnail.read(
                        document.size(), rows.area().size(), FlatPicture.rows(rows.finish(), rows.area()));
            } catch (IOException e) {
                return null; // it will be drawn anew
            }
        }

        /** Where things lie, if the file's pictures stand one by one for the document's. */
        private SavedForm form(FileStamp stamp, Document document, Optional<OraExtras> extras) throws IOException {
            Map<LayerId, SavedPicture> places = new HashMap<>();
            List<OraPlan.Entry> planned = OraPlan.of(document, limits, 0).pictures();
            if (planned.size() == pictures.size()) {
                for (int i = 0; i < planned.size(); i++) {
                    LayerId layer = planned.get(i).layer();
                    pictures.get(i).ifPresent(picture -> places.put(layer, picture));
                }
            }
            return new SavedForm(
                    stamp,
                    document,
                    places,
                    look(extras, OraWriter.MERGED),
                    new SavedTiles(),
                    thumbnail(extras, document));
        }
    }
}
