package studio.unclip.editor.file.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.TestExif;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.AtomicFile.Existing;

/** Small pictures inside the metadata still show what was cropped or erased: they are not passed on. */
class PreviewsTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final String THUMBNAILS =
            "<rdf:Description><xmp:Title>kept</xmp:Title><xmp:Thumbnails><rdf:Alt><rdf:li>" + "<xmpGImg:image>"
                    + TestExif.SECRET + "</xmpGImg:image></rdf:li></rdf:Alt></xmp:Thumbnails></rdf:Description>";

    @TempDir
    Path folder;

    private final PictureFiles files = new PictureFiles(POOL, Limits.standard());
    private final PictureExport export = new PictureExport(new AtomicFile(), POOL);

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    /** Opens, exports both ways, and looks for the secret in the exported bytes. */
    private PictureFiles.Opened requireNotPassedOn(Path file) throws IOException {
        assertThat(text(file)).contains(TestExif.SECRET);
        PictureFiles.Opened opened = files.open(file, Watcher.none());
        Document document = opened.document();
        Metadata metadata = opened.contents().metadata();
        Path png = folder.resolve("out.png");
        Path jpeg = folder.resolve("out.jpg");
        export.png(document, metadata, png, Existing.REPLACE, Watcher.none());
        export.jpeg(document, 0.9f, 0, metadata, jpeg, Existing.REPLACE, Watcher.none());
        assertThat(text(png)).doesNotContain(TestExif.SECRET);
        assertThat(text(jpeg)).doesNotContain(TestExif.SECRET);
        assertThat(files.read(file, Watcher.none()).metadata()).isEqualTo(metadata);
        return opened;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private Path jpegWith(int marker, byte[]... contents) throws IOException {
        Path plain = folder.resolve("plain.jpg");
        export.jpeg(Documents.opaque(1, 40, 30), 0.9f, 0, Metadata.NONE, plain, Existing.REPLACE, Watcher.none());
        byte[] bytes = Files.readAllBytes(plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, 2);
        int length = 2;
        for (byte[] part : contents) {
            length += part.length;
        }
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length});
        for (byte[] part : contents) {
            out.writeBytes(part);
        }
        out.write(bytes, 2, bytes.length - 2);
        return Files.write(folder.resolve("in.jpg"), out.toByteArray());
    }

    private Path pngWith(String chunk, byte[] contents) throws IOException {
        return Files.write(
                folder.resolve("in.png"),
                new TestPng(1, 1, 8, 2, 0)
                        .chunk(chunk, contents)
                        .chunk("IDAT", TestPng.deflate(new byte[4]))
                        .end());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theThumbnailAndTheMakersNoteOfACameraStayBehindAndAreSaid() throws IOException {
        byte[] camera = TestExif.camera(ByteOrder.BIG_ENDIAN, 1);
        for (Path file : List.of(jpegWith(0xE1, bytes("Exif\0\0"), camera), pngWith("eXIf", camera))) {
            PictureFiles.Opened opened = requireNotPassedOn(file);
            assertThat(opened.notices()).containsExactly(Notice.of(Notice.Kind.PREVIEWS_DROPPED));
            assertThat(text(folder.resolve("out.png"))).contains("Somebody");
            assertThat(text(folder.resolve("out.jpg"))).contains("Somebody");
        }
    }

    @Test
    void thumbnailsInXmpStayBehindAndTheRestIsKept() throws IOException {
        List<Path> both = List.of(
                jpegWith(0xE1, bytes("http://ns.adobe.com/xap/1.0/\0"), bytes(THUMBNAILS)),
                pngWith("iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0" + THUMBNAILS)));
        for (Path file : both) {
            PictureFiles.Opened opened = requireNotPassedOn(file);
            assertThat(opened.notices()).containsExactly(Notice.of(Notice.Kind.PREVIEWS_DROPPED));
            assertThat(opened.contents().metadata().xmp())
                    .contains("<rdf:Description><xmp:Title>kept</xmp:Title></rdf:Description>");
        }
    }

    /** Depth maps and unblurred originals of telephones lie under many names; no text has such words. */
    @Test
    void aPacketWithABuriedPictureIsLeftOut() throws IOException {
        String packet = "<x GImage:Data=\"" + "QUJD".repeat(1_000) + "\"/>" + TestExif.SECRET;
        PictureFiles.Opened opened = requireNotPassedOn(pngWith("iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0" + packet)));
        assertThat(opened.contents().metadata().xmp()).isEmpty();
        assertThat(opened.notices()).containsExactly(Notice.of(Notice.Kind.PREVIEWS_DROPPED));
    }

    @Test
    void blocksThatImageMagickHidesInTextsAreLeftOutAndNamed() throws IOException {
        PictureFiles.Opened opened =
                requireNotPassedOn(pngWith("tEXt", bytes("Raw profile type exif\0" + TestExif.SECRET)));
        assertThat(opened.notices()).containsExactly(new Notice(Notice.Kind.METADATA_DROPPED, "Raw profile type exif"));
        assertThat(opened.contents().metadata().texts()).isEmpty();
    }

    @Test
    void moreXmpThanOneSegmentHoldsIsLeftOutAndSaidWhenRead() throws IOException {
        Path file = jpegWith(0xE1, bytes("http://ns.adobe.com/xmp/extension/\0"), bytes(TestExif.SECRET));
        assertThat(requireNotPassedOn(file).notices()).containsExactly(new Notice(Notice.Kind.METADATA_DROPPED, "XMP"));
    }

    @Test
    void whatAJpegCannotHoldIsSaidWhenWritten() throws IOException {
        Metadata metadata = new Metadata(
                Optional.empty(),
                Optional.of("words and ".repeat(7_000)),
                List.of(new Metadata.Text("Title", "An owl")),
                0);
        Path file = folder.resolve("a.jpg");
        List<Notice> notices =
                export.jpeg(Documents.opaque(1, 40, 30), 0.9f, 0, metadata, file, Existing.KEEP, Watcher.none());
        assertThat(notices)
                .containsExactly(
                        new Notice(Notice.Kind.METADATA_DROPPED, "XMP"),
                        new Notice(Notice.Kind.METADATA_DROPPED, "Title"));
        assertThat(files.open(file, Watcher.none()).contents().metadata().xmp()).isEmpty();
    }
}
