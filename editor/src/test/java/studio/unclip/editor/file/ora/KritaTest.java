package studio.unclip.editor.file.ora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Krita;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;

/**
 * Krita sees what we see. Runs Krita itself ({@code krita --export}); fails, rather than skips, where it is missing:
 * {@code mvn -pl editor test -Dgroups=krita}.
 */
@Tag("krita")
class KritaTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final IntSize SIZE = new IntSize(300, 270);

    @TempDir
    Path folder;

    private final OraWriter writer = new OraWriter(new AtomicFile(), POOL, Limits.standard());
    private final PictureFiles files = new PictureFiles(POOL, Limits.standard());

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    @Test
    void opaqueNormalLayersAreTheSameWithinOneLevel() throws Exception {
        List<Layer> layers = new ArrayList<>();
        layers.add(layer(1, "Below", picture(1, 300, 270, true), 0, 0));
        layers.add(layer(2, "\u00dcber & <all>", picture(2, 120, 90, true), -20, 200));
        layers.add(layer(3, "Hidden", picture(3, 120, 90, true), 30, 30)
                .withProperties(properties(3, "Hidden").withVisible(false)));
        layers.add(
                new GroupLayer(properties(4, "Group"), List.of(layer(5, "Inside", picture(5, 80, 80, true), 150, 20))));
        assertThat(difference(document(layers))).isLessThanOrEqualTo(1);
    }

    @Test
    void layerMasksAreBakedAndTranslucencyShowsTheSame() throws Exception {
        byte[] values = new byte[SIZE.width() * SIZE.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % SIZE.width());
        }
        MaskMap coverage = MaskMap.of(MaskRaster.owning(SIZE.width(), SIZE.height(), values), 0, 0);
        List<Layer> layers = new ArrayList<>();
        layers.add(layer(1, "Below", picture(1, 300, 270, true), 0, 0));
        layers.add(layer(2, "Masked", picture(2, 300, 270, true), 0, 0)
                .withProperties(properties(2, "Masked").withMask(Optional.of(new LayerMask(coverage, true)))));
        layers.add(layer(3, "Half", picture(3, 200, 100, false), 40, 40)
                .withProperties(properties(3, "Half").withOpacity(0.5f)));
        assertThat(difference(document(layers))).isLessThanOrEqualTo(2);
    }

    /** Modes in which Krita follows another formula than the W3C's are listed in docs/files.md. */
    @ParameterizedTest
    @EnumSource(BlendMode.class)
    void blendModes(BlendMode mode) throws Exception {
        List<Layer> layers = List.of(
                layer(1, "Below", picture(1, 300, 270, true), 0, 0),
                layer(2, "Above", picture(2, 300, 270, true), 0, 0)
                        .withProperties(properties(2, "Above").withBlend(mode)));
        int difference = difference(document(layers));
        Files.writeString(
                Path.of("target", "krita-blend.txt"),
                mode.cssName() + " " + difference + "\n",
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        switch (mode) {
            case HUE, SATURATION, COLOR, LUMINOSITY ->
                assertThat(difference).as(mode.cssName()).isLessThanOrEqualTo(8);
            default -> assertThat(difference).as(mode.cssName()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void whatKritaWroteOpensTheSame() throws Exception {
        Document document = document(List.of(
                layer(1, "Below", picture(1, 300, 270, true), 0, 0),
                layer(2, "Above", picture(2, 99, 77, true), 50, 60)));
        Path ours = save(document);
        Path theirs = folder.resolve("krita.ora");
        krita(ours, theirs);
        PictureFiles.Opened opened = files.open(theirs, Watcher.none());
        assertThat(opened.document().layers()).hasSize(2);
        assertThat(opened.document().layers().get(1).name()).isEqualTo("Above");
        assertThat(Krita.difference(Flattener.flatten(opened.document()), Flattener.flatten(document)))
                .isLessThanOrEqualTo(1);
        String keep = System.getProperty("unclip.krita.keep");
        if (keep != null) {
            Files.copy(theirs, Path.of(keep), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private int difference(Document document) throws Exception {
        Path exported = folder.resolve("krita.png");
        Files.deleteIfExists(exported);
        krita(save(document), exported);
        Document theirs = files.open(exported, Watcher.none()).document();
        assertThat(theirs.size()).isEqualTo(document.size());
        return Krita.difference(Flattener.flatten(theirs), Flattener.flatten(document));
    }

    private Path save(Document document) throws IOException {
        Path file = folder.resolve("ours.ora");
        writer.save(OraContents.of(document), file, AtomicFile.Existing.REPLACE, Optional.empty(), Watcher.none());
        return file;
    }

    private void krita(Path from, Path to) throws Exception {
        Krita.export(from, to, folder);
    }

    private static Raster picture(long seed, int width, int height, boolean opaque) {
        return Documents.picture(new Random(seed), width, height, opaque);
    }

    private static LayerProperties properties(long id, String name) {
        return LayerProperties.named(new LayerId(id), name);
    }

    private static PixelLayer layer(long id, String name, Raster picture, int x, int y) {
        return new PixelLayer(properties(id, name), TileMap.of(picture, x, y));
    }

    private static Document document(List<Layer> layers) {
        return new Document(SIZE, layers, Mask.EMPTY, Selection.ALL, 9);
    }
}
