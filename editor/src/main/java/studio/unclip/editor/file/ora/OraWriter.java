package studio.unclip.editor.file.ora;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Parallel;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Body;
import studio.unclip.editor.file.disk.FileStamp;
import studio.unclip.editor.file.flat.FlatPicture;
import studio.unclip.editor.file.png.PictureStrips;
import studio.unclip.editor.file.png.PngBody;
import studio.unclip.editor.file.png.PngStrip;
import studio.unclip.editor.file.png.PngStripReader;
import studio.unclip.editor.file.png.SavedPicture;
import studio.unclip.editor.file.state.BodySink;
import studio.unclip.editor.file.state.SavedTiles;
import studio.unclip.editor.file.state.StateHistory;
import studio.unclip.editor.file.state.StateWriter;

/**
 * Writes OpenRaster files (the baseline of the specification: mimetype first and stored, layer stack, layers, merged
 * picture, thumbnail) with our additions beside them. Strips of layers that did not change since the file was last
 * saved or opened are copied as they lie there. Safe for threads, one save of a document at a time; never on a window's
 * thread: a save composes and packs pictures.
 */
public final class OraWriter {
    static final String MIME_TYPE = "image/openraster";
    static final String MERGED = "mergedimage.png";
    static final String THUMBNAIL = "Thumbnails/thumbnail.png";

    /** Bytes of unique tiles a saved history may hold beyond the document's own. */
    public static final long HISTORY_BUDGET = 512L << 20;

    private static final double PACKED = 0.6;
    private static final double WRITTEN = 0.9;

    /**
     * A file that was written.
     *
     * @param form for the next save
     * @param notices what could not be kept
     */
    public record Saved(SavedForm form, List<Notice> notices) {}

    private record Picture(OraPlan.Entry entry, PngBody body) {}

    private final AtomicFile atomic;
    private final Parallel parallel;
    private final Limits limits;

    /** @param pool computes; must not be the pool this writer is called on */
    public OraWriter(AtomicFile atomic, ExecutorService pool, Limits limits) {
        this.atomic = atomic;
        this.parallel = new Parallel(pool, 2 * Runtime.getRuntime().availableProcessors());
        this.limits = limits;
    }

    /**
     * Saves everything.
     *
     * @param before the newest form of this document on disk; empty if there is none
     * @throws FileProblem if what was written does not read back
     * @throws IOException if the disk refuses
     * @throws CancellationException if the watcher gives up; as with every failure, the file under the name is the one
     *     from before
     */
    public Saved save(
            OraContents contents,
            Path target,
            AtomicFile.Existing existing,
            Optional<SavedForm> before,
            Watcher watcher)
            throws IOException {
        return write(contents, true, target, existing, before, watcher);
    }

    /**
     * Saves a copy to give away: what is visible and nothing else. No prompts, recipes, history, masks, metadata or
     * unknown entries; layers without names of their own; no pixel that other pixels hide.
     */
    public List<Notice> saveShared(Document document, Path target, AtomicFile.Existing existing, Watcher watcher)
            throws IOException {
        return write(OraContents.of(VisibleOnly.of(document)), false, target, existing, Optional.empty(), watcher)
                .notices();
    }

    private Saved write(
            OraContents contents,
            boolean additions,
            Path target,
            AtomicFile.Existing existing,
            Optional<SavedForm> known,
            Watcher watcher)
            throws IOException {
        Optional<SavedForm> before = known.filter(form -> form.stamp().isFresh());
        try (FileChannel old =
                before.isEmpty() ? null : FileChannel.open(before.get().stamp().file(), StandardOpenOption.READ)) {
            return new Save(contents, additions, before, old).write(target, existing, watcher);
        }
    }

    /** One save. */
    private final class Save {
        private final OraContents contents;
        private final Document document;
        private final boolean additions;
        private final Optional<SavedForm> before;
        private final FileChannel old;
        private final OraPlan plan;
        private final Map<String, EntrySum> written = new LinkedHashMap<>();

        Save(OraContents contents, boolean additions, Optional<SavedForm> before, FileChannel old) {
            this.contents = contents;
            this.document = contents.document();
            this.additions = additions;
            this.before = before;
            this.old = old;
            this.plan = OraPlan.of(document, limits, contents.metadata().dotsPerInch());
        }

        Saved write(Path target, AtomicFile.Existing existing, Watcher watcher) throws IOException {
            Map<LayerId, FlatPicture> oldPictures = oldPictures();
            List<Picture> pictures = new ArrayList<>();
            int count = plan.pictures().size() + 1;
            for (OraPlan.Entry entry : plan.pictures()) {
                Watcher part = watcher.part(PACKED * pictures.size() / count, PACKED * (pictures.size() + 1) / count);
                pictures.add(new Picture(entry, layer(entry, oldPictures, part)));
            }
            FlatPicture flat = new FlatPicture(document.layers(), false, document.bounds());
            BitSet changed = changedSince(flat);
            PngBody merged = merged(flat, watcher.part(PACKED * (count - 1) / count, PACKED));
            OraThumbnail thumbnail =
                    OraThumbnail.of(document, before.map(SavedForm::thumbnail).orElse(null), changed, parallel);
            SavedTiles tiles = new SavedTiles();
            Map<LayerId, SavedPicture> places = new HashMap<>();
            OraArchive.Stored[] mergedPlace = new OraArchive.Stored[1];
            atomic.write(
                    target,
                    existing,
                    out -> {
                        try (OraZip zip = new OraZip(out)) {
                            byte[] mime = MIME_TYPE.getBytes(StandardCharsets.US_ASCII);
                            stored(zip, "mimetype", Body.of(mime), Watcher.none());
                            byte[] xml = plan.stack().toXml();
                            zip.deflated(OraStack.NAME, xml);
                            written.put(OraStack.NAME, new EntrySum(OraZip.crc(xml), xml.length));
                            int done = 0;
                            for (Picture picture : pictures) {
                                Watcher part = watcher.part(
                                        PACKED + (WRITTEN - PACKED) * done / count,
                                        PACKED + (WRITTEN - PACKED) * ++done / count);
                                long at = stored(
                                        zip,
                                        picture.entry().name(),
                                        picture.body().body(),
                                        part);
                                places.put(
                                        picture.entry().layer(),
                                        SavedPicture.of(
                                                picture.entry().picture().area(), picture.body(), at));
                            }
                            long at = stored(zip, MERGED, merged.body(), Watcher.none());
                            mergedPlace[0] =
                                    new OraArchive.Stored(at, merged.body().size());
                            stored(zip, THUMBNAIL, thumbnail(thumbnail), Watcher.none());
                            if (additions) {
                                additions(zip, tiles, watcher);
                            }
                        }
                        if (old != null) {
                            old.close(); // Windows replaces no open file
                        }
                    },
                    file -> {
                        verify(file);
                        watcher.step(1);
                    });
            SavedForm form = new SavedForm(
                    FileStamp.of(target), document, places, Optional.of(mergedPlace[0]), tiles, thumbnail);
            return new Saved(form, plan.notices());
        }

        private long stored(OraZip zip, String name, Body body, Watcher watcher) throws IOException {
            long crc = body.crc();
            written.put(name, new EntrySum(crc, body.size()));
            return zip.stored(name, body, crc, watcher);
        }

        private Map<LayerId, FlatPicture> oldPictures() {
            Map<LayerId, FlatPicture> pictures = new HashMap<>();
            before.ifPresent(form -> OraPlan.of(form.document(), limits, 0)
                    .pictures()
                    .forEach(entry -> pictures.put(entry.layer(), entry.picture())));
            return pictures;
        }

        private PngBody layer(OraPlan.Entry entry, Map<LayerId, FlatPicture> oldPictures, Watcher watcher)
                throws IOException {
            PictureStrips strips = new PictureStrips(parallel);
            FlatPicture picture = entry.picture();
            FlatPicture oldPicture = oldPictures.get(entry.layer());
            SavedPicture saved =
                    before.map(form -> form.pictures().get(entry.layer())).orElse(null);
            List<PngStrip> packed = oldPicture == null || saved == null
                    ? strips.pack(picture, PngStrip.Colour.RGBA, watcher)
                    : strips.pack(picture, oldPicture, saved, old, watcher);
            return PngBody.of(picture.area().size(), PngStrip.Colour.RGBA, packed, Metadata.NONE);
        }

        private BitSet changedSince(FlatPicture flat) {
            BitSet all = new BitSet();
            all.set(0, flat.strips());
            return before.map(form -> flat.changedStrips(flatOf(form))).orElse(all);
        }

        private FlatPicture flatOf(SavedForm form) {
            return new FlatPicture(
                    form.document().layers(), false, form.document().bounds());
        }

        private PngBody merged(FlatPicture flat, Watcher watcher) throws IOException {
            PictureStrips strips = new PictureStrips(parallel);
            Optional<SavedPicture> saved = savedMerged();
            List<PngStrip> packed = saved.isEmpty()
                    ? strips.pack(flat, PngStrip.Colour.RGBA, watcher)
                    : strips.pack(flat, flatOf(before.orElseThrow()), saved.get(), old, watcher);
            return PngBody.of(flat.area().size(), PngStrip.Colour.RGBA, packed, Metadata.NONE);
        }

        /** Unpacks the merged picture saved before: only that shows that its strips can be copied. */
        private Optional<SavedPicture> savedMerged() throws IOException {
            Optional<OraArchive.Stored> place = before.flatMap(SavedForm::merged);
            if (place.isEmpty()) {
                return Optional.empty();
            }
            return new PngStripReader(old, limits, parallel)
                    .read(place.get().offset(), place.get().length(), 0, 0, (width, height) -> {}, Watcher.none())
                    .map(read -> new SavedPicture(read.size().toRect(), read.strips()));
        }

        private Body thumbnail(OraThumbnail thumbnail) {
            PngStrip strip = PngStrip.pack(
                    thumbnail.argb(), thumbnail.size().width(), thumbnail.size().height(), PngStrip.Colour.RGBA);
            return PngBody.of(thumbnail.size(), PngStrip.Colour.RGBA, List.of(strip), Metadata.NONE)
                    .body();
        }

        private void additions(OraZip zip, SavedTiles tiles, Watcher watcher) throws IOException {
            Map<String, EntrySum> fits = new LinkedHashMap<>();
            fits.put(OraStack.NAME, written.get(OraStack.NAME));
            plan.pictures().forEach(entry -> fits.put(entry.name(), written.get(entry.name())));
            Map<String, EntrySum> looks = Map.of(MERGED, written.get(MERGED), THUMBNAIL, written.get(THUMBNAIL));
            BodySink documentLog = sink();
            StateWriter state = new StateWriter(documentLog);
            state.standIn(plan.readBack());
            state.document(document, false);
            documentLog.place(
                    stored(zip, OraExtras.DOCUMENT, documentLog.body(), watcher.part(WRITTEN, WRITTEN)), tiles);
            if (contents.history().isPresent()) {
                BodySink historyLog = sink();
                StateWriter states = new StateWriter(historyLog);
                states.base(document);
                StateHistory.write(StateHistory.within(contents.history().get(), document, HISTORY_BUDGET), states);
                long at = stored(zip, OraExtras.HISTORY, historyLog.body(), watcher.part(WRITTEN, WRITTEN));
                historyLog.place(at, tiles);
            }
            zip.deflated(OraExtras.JSON, new OraExtras(fits, looks, contents.revision(), contents.metadata()).toJson());
            Set<String> taken = new HashSet<>(written.keySet());
            taken.add(OraExtras.JSON);
            for (CarriedEntry entry : contents.carried()) {
                if (taken.add(entry.name())) {
                    zip.carried(entry);
                }
            }
        }

        private BodySink sink() {
            return new BodySink(before.map(SavedForm::tiles), old);
        }

        /** The bytes are known to be right; this makes sure that they are the archive they should be. */
        private void verify(Path file) throws IOException {
            try (OraArchive archive = OraArchive.open(file, limits)) {
                for (Map.Entry<String, EntrySum> entry : written.entrySet()) {
                    if (!archive.sum(entry.getKey()).equals(Optional.of(entry.getValue()))) {
                        throw notVerified(null);
                    }
                }
                OraStack.read(archive.read(OraStack.NAME, limits.maxXmlBytes()), limits);
            } catch (FileProblem e) {
                throw notVerified(e);
            }
        }

        private FileProblem notVerified(Exception cause) {
            return new FileProblem(
                    FileProblem.Kind.NOT_VERIFIED,
                    "what was written does not read back; the file from before is untouched",
                    cause);
        }
    }
}
