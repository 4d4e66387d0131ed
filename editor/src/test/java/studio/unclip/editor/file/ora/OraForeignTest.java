package studio.unclip.editor.file.ora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.AtomicFile.Existing;
import studio.unclip.editor.file.png.PngWriter;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

/** OpenRaster files that other programs wrote, or a later version of this one. */
class OraForeignTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final int RED = 0xffff0000;

    @TempDir
    Path folder;

    private final OraReader reader = new OraReader(POOL, Limits.standard());
    private final OraWriter writer = new OraWriter(new AtomicFile(), POOL, Limits.standard());

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private Path ora(String stack, Map<String, byte[]> more) throws IOException {
        Path file = folder.resolve("a.ora");
        byte[] layer = PngWriter.encode(Raster.filled(10, 10, RED), Metadata.NONE);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(zip, "mimetype", "image/openraster".getBytes(StandardCharsets.US_ASCII));
            entry(zip, "stack.xml", stack.getBytes(StandardCharsets.UTF_8));
            entry(zip, "data/a.png", layer);
            for (Map.Entry<String, byte[]> one : more.entrySet()) {
                entry(zip, one.getKey(), one.getValue());
            }
        }
        return file;
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /** MyPaint moves groups by their own place; what is inside moves along, at every depth. */
    @Test
    void aStackThatIsMovedMovesItsLayers() throws IOException {
        Path file = ora(
                "<image w='100' h='100'><stack x='1' y='2'><stack x='10' y='20'><layer src='data/a.png' x='30' y='40'/>"
                        + "</stack></stack></image>",
                Map.of());
        Raster shown =
                Flattener.flatten(reader.open(file, Watcher.none()).contents().document());
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 100; x++) {
                boolean inside = x >= 41 && x < 51 && y >= 62 && y < 72;
                assertThat(shown.argb(x, y)).isEqualTo(inside ? RED : 0);
            }
        }
    }

    @Test
    void aLayerFartherOutThanADocumentReachesIsRefusedInOneLine() throws IOException {
        for (String place : List.of("x='600000'", "y='-600000'", "x='1040000'", "x='99999999999'")) {
            Path file = ora(
                    "<image w='10' h='10'><stack><layer src='data/a.png' " + place + "/></stack></image>", Map.of());
            assertThatThrownBy(() -> reader.open(file, Watcher.none()))
                    .isInstanceOfSatisfying(
                            FileProblem.class, e -> assertThat(e.kind()).isEqualTo(FileProblem.Kind.TOO_LARGE));
        }
        Path far = ora(
                "<image w='10' h='10'><stack x='900000'><stack x='900000'><layer src='data/a.png'/></stack></stack></image>",
                Map.of());
        assertThatThrownBy(() -> reader.open(far, Watcher.none())).isInstanceOf(FileProblem.class);
    }

    /** What cannot be read because it is newer is not damaged, and no plain save may write over it. */
    @Test
    void aLaterVersionsFileOpensAndIsNotSavedOver() throws IOException {
        byte[] json = "{\"version\": 2, \"wonders\": [1, 2]}".getBytes(StandardCharsets.UTF_8);
        Path file = ora(
                "<image w='10' h='10'><stack><layer src='data/a.png'/></stack></image>",
                Map.of("unclip/document.json", json));
        OraReader.Opened opened = reader.open(file, Watcher.none());
        assertThat(opened.notices()).containsExactly(Notice.of(Notice.Kind.EXTRAS_OF_LATER_VERSION));
        assertThat(opened.form()).isEmpty();
        assertThat(Flattener.flatten(opened.contents().document()).argb(5, 5)).isEqualTo(RED);
        assertThat(reader.revision(file)).isEmpty();
    }

    /** Entries in our own folder that this version does not know are carried along like any others. */
    @Test
    void unknownEntriesBesideOursAreKept() throws IOException {
        Document document = Documents.random(7);
        Path file = folder.resolve("own.ora");
        save(OraContents.of(document), file, Optional.empty());
        Map<String, byte[]> entries = entries(file);
        entries.remove("mimetype");
        entries.put("unclip/guides.json", new byte[] {1, 2, 3});
        Path later = folder.resolve("later.ora");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(later))) {
            entry(zip, "mimetype", "image/openraster".getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, byte[]> one : entries.entrySet()) {
                entry(zip, one.getKey(), one.getValue());
            }
        }
        OraReader.Opened opened = reader.open(later, Watcher.none());
        assertThat(opened.notices()).isEmpty();
        Documents.assertSame(opened.contents().document(), document);
        save(opened.contents(), later, opened.form());
        assertThat(entries(later).get("unclip/guides.json")).containsExactly(1, 2, 3);
        Documents.assertSame(reader.open(later, Watcher.none()).contents().document(), document);
    }

    private void save(OraContents contents, Path file, Optional<SavedForm> form) throws IOException {
        writer.save(contents, file, Existing.REPLACE, form, Watcher.none());
    }
}
