package studio.unclip.editor.file.ora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.TestExif;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.flat.TileRows;
import studio.unclip.editor.file.png.PngReader;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.file.state.SavedHistory;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

/** What is saved as OpenRaster comes back, all of it. */
class OraRoundTripTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    private final OraWriter writer = new OraWriter(new AtomicFile(), POOL, Limits.standard());
    private final OraReader reader = new OraReader(POOL, Limits.standard());

    @AfterAll
    static void close() {
        POOL.shutdown();
    }

    private OraWriter.Saved save(OraContents contents, Path file, Optional<SavedForm> before) throws IOException {
        return writer.save(contents, file, AtomicFile.Existing.REPLACE, before, Watcher.none());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyPartOfADocumentComesBack(long seed) throws IOException {
        Document document = Documents.random(seed);
        Path file = folder.resolve("a.ora");
        save(OraContents.of(document), file, Optional.empty());
        OraReader.Opened opened = reader.open(file, Watcher.none());
        assertThat(opened.notices()).isEmpty();
        Documents.assertSame(opened.contents().document(), document);
    }

    /** Saves that copy what did not change must hold the same as saves that pack everything. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void aSaveThatCopiesIsTheSameFileAsOneThatDoesNot(long seed) throws IOException {
        Random random = new Random(seed);
        Document document = Documents.random(seed);
        Path file = folder.resolve("a.ora");
        Path fresh = folder.resolve("b.ora");
        Optional<SavedForm> form = Optional.of(
                save(OraContents.of(document), file, Optional.empty()).form());
        for (int step = 0; step < 6; step++) {
            if (step == 3) {
                form = reader.open(file, Watcher.none()).form();
                document = form.get().document();
            }
            document = painted(document, random);
            form = Optional.of(save(OraContents.of(document), file, form).form());
            save(OraContents.of(document), fresh, Optional.empty());
            Documents.assertSame(reader.open(file, Watcher.none()).contents().document(), document);
            assertThat(file).hasSameBinaryContentAs(fresh);
        }
    }

    static Document painted(Document document, Random random) {
        Document[] result = {document};
        LayerId[] any = {new LayerId(1 + random.nextInt((int) document.nextLayer()))};
        result[0] = result[0].withLayer(
                any[0],
                layer -> layer instanceof PixelLayer pixels
                        ? pixels.withPixels(pixels.pixels()
                                .withRaster(
                                        Documents.picture(random, 40, 30, false),
                                        random.nextInt(
                                                Math.max(1, document.size().width())),
                                        random.nextInt(
                                                Math.max(1, document.size().height()))))
                        : layer.withProperties(layer.properties().withVisible(random.nextBoolean())));
        return result[0];
    }

    @Test
    void historyWithBranchesRecipesAndStarsComesBack() throws IOException {
        Document first = Documents.random(31);
        Random random = new Random(5);
        Instant time = Instant.parse("2026-01-02T03:04:05.678Z");
        List<HistoryEntry> entries = List.of(
                entry(1, 0, "Open", time, Optional.empty(), first, false),
                entry(2, 1, "Brush", time, Optional.empty(), painted(first, random), true),
                entry(3, 1, "Inpaint", time, Optional.of("{\"seed\": 7}"), painted(first, random), false),
                entry(5, 3, "Brush", time, Optional.empty(), painted(painted(first, random), random), false));
        SavedHistory history = new SavedHistory(entries, new EntryId(3));
        Document current = entries.get(2).document();
        Revision revision = new Revision(UUID.randomUUID(), 17);
        Path file = folder.resolve("a.ora");
        save(OraContents.of(current).withHistory(history).withRevision(revision), file, Optional.empty());
        OraContents contents = reader.open(file, Watcher.none()).contents();
        assertThat(contents.revision()).contains(revision);
        SavedHistory read = contents.history().orElseThrow();
        assertThat(read.current()).isEqualTo(new EntryId(3));
        assertThat(read.entries()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            HistoryEntry a = read.entries().get(i);
            HistoryEntry e = entries.get(i);
            assertThat(List.of(a.id(), a.parent(), a.label(), a.time(), a.recipe(), a.starred()))
                    .isEqualTo(List.of(e.id(), e.parent(), e.label(), e.time(), e.recipe(), e.starred()));
            Documents.assertSame(a.document(), e.document());
        }
    }

    private static HistoryEntry entry(
            long id,
            long parent,
            String label,
            Instant time,
            Optional<String> recipe,
            Document document,
            boolean star) {
        return new HistoryEntry(
                new EntryId(id),
                parent == 0 ? Optional.empty() : Optional.of(new EntryId(parent)),
                label,
                time,
                recipe,
                document,
                Optional.empty(),
                star);
    }

    /** Written by Krita 5.1.5 from a file of ours: an opaque layer and a smaller one above it at (50, 60). */
    @Test
    void aFileOfKritasOpens() throws IOException {
        Path file = folder.resolve("krita.ora");
        try (java.io.InputStream in = OraRoundTripTest.class.getResourceAsStream("krita-5.1.5.ora")) {
            java.nio.file.Files.copy(in, file);
        }
        Document document = reader.open(file, Watcher.none()).contents().document();
        assertThat(document.layers()).hasSize(2);
        assertThat(document.layers().get(0).name()).isEqualTo("Below");
        assertThat(document.layers().get(1).name()).isEqualTo("Above");
        Raster below = Documents.picture(new Random(1), 300, 270, true);
        Raster above = Documents.picture(new Random(2), 99, 77, true);
        Raster seen = Flattener.flatten(document);
        for (int y = 0; y < 270; y++) {
            for (int x = 0; x < 300; x++) {
                boolean covered = x >= 50 && x < 149 && y >= 60 && y < 137;
                assertThat(seen.argb(x, y)).isEqualTo(covered ? above.argb(x - 50, y - 60) : below.argb(x, y));
            }
        }
    }

    /** Entries of other programs survive; the copy to share holds no more than one sees. */
    @Test
    void unknownEntriesSurviveAndACopyToShareHoldsOnlyWhatIsSeen() throws IOException {
        Document document = Documents.random(41);
        CarriedEntry other = new CarriedEntry(
                "other/notes.txt", 0, OraZip.crc(new byte[] {1, 2, 3}), 3, Blob.of(new byte[] {1, 2, 3}));
        Metadata metadata =
                new Metadata(Optional.of(Blob.of(TestExif.oriented(1))), Optional.of("secret"), List.of(), 0);
        OraContents contents = new OraContents(document, Optional.empty(), metadata, List.of(other), Optional.empty());
        Path file = folder.resolve("a.ora");
        save(contents, file, Optional.empty());
        OraReader.Opened opened = reader.open(file, Watcher.none());
        assertThat(opened.contents().carried()).containsExactly(other);
        assertThat(opened.contents().metadata()).isEqualTo(metadata);
        save(opened.contents(), file, opened.form());
        assertThat(reader.open(file, Watcher.none()).contents().carried()).containsExactly(other);

        Path shared = folder.resolve("shared.ora");
        writer.saveShared(document, shared, AtomicFile.Existing.KEEP, Watcher.none());
        try (OraArchive archive = OraArchive.open(shared, Limits.standard())) {
            assertThat(archive.names())
                    .allMatch(name -> name.equals("mimetype")
                            || name.equals("stack.xml")
                            || name.startsWith("data/")
                            || name.equals(OraWriter.MERGED)
                            || name.equals(OraWriter.THUMBNAIL));
            assertThat(archive.names().getFirst()).isEqualTo("mimetype");
        }
        Document seen = reader.open(shared, Watcher.none()).contents().document();
        assertThat(Flattener.flatten(seen)).isEqualTo(Flattener.flatten(document));
        studio.unclip.editor.document.LayerTree.forEach(seen.layers(), layer -> {
            assertThat(layer.name()).matches("Layer [0-9]+");
            assertThat(layer.visible()).isTrue();
            assertThat(layer.mask()).isEmpty();
        });
    }

    /** A secret painted over is not in the shared file. */
    @Test
    void aPixelUnderAnOpaqueOneIsNotShared() {
        Document document = Documents.opaque(1, 300, 300);
        Document covered = new studio.unclip.editor.edit.PlacePicture(
                        "Cover", Raster.filled(100, 100, 0xff000000), 50, 50)
                .apply(document);
        Document shared = VisibleOnly.of(covered);
        assertThat(((PixelLayer) shared.layers().getFirst()).pixels().argb(60, 60))
                .isZero();
        assertThat(((PixelLayer) shared.layers().getFirst()).pixels().argb(10, 10))
                .isNotZero();
        assertThat(Flattener.flatten(shared)).isEqualTo(Flattener.flatten(covered));
    }

    /** Cancelled or refused, a save leaves the file from before and nothing else. */
    @Test
    void aCancelledSaveLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("a.ora");
        save(OraContents.of(Documents.random(1)), file, Optional.empty());
        byte[] before = java.nio.file.Files.readAllBytes(file);
        for (double when : new double[] {0, 0.3, 0.65, 0.89}) {
            Watcher impatient = new Watcher() {
                private double reached;

                @Override
                public void progress(double fraction) {
                    reached = Math.max(reached, fraction);
                }

                @Override
                public boolean isCancelled() {
                    return reached >= when;
                }
            };
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> writer.save(
                            OraContents.of(Documents.random(2)),
                            file,
                            AtomicFile.Existing.REPLACE,
                            Optional.empty(),
                            impatient))
                    .isInstanceOf(java.util.concurrent.CancellationException.class);
            assertThat(java.nio.file.Files.readAllBytes(file)).isEqualTo(before);
            try (java.util.stream.Stream<Path> files = java.nio.file.Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }

    @Test
    void theMergedPictureIsWhatOneSees() throws IOException {
        Document document = Documents.random(41);
        Path file = folder.resolve("a.ora");
        save(OraContents.of(document), file, Optional.empty());
        try (OraArchive archive = OraArchive.open(file, Limits.standard())) {
            TileRows rows = new TileRows(Limits.standard(), 0, 0);
            PngReader.read(archive.stream(OraWriter.MERGED), Limits.standard(), rows);
            Raster merged = rows.finish().toRaster(document.bounds());
            assertThat(merged).isEqualTo(Flattener.flatten(document));
        }
    }
}
