package studio.unclip.editor.file.ora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.TileMap;

/** How long saving takes: {@code mvn -pl editor test -Dgroups=measure -Dtest=SaveSpeedTest}. */
@Tag("measure")
class SaveSpeedTest {
    private static final int SIDE = 4096;
    private static final double SECONDS = 3;

    @TempDir
    Path folder;

    /** Ten layers at 4,096 pixels a side, one changed tile: at most 3 s, after a save and after opening. */
    @Test
    void oneChangedTileOfTenLayersIsSavedInThreeSeconds() throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            OraWriter writer = new OraWriter(new AtomicFile(), pool, Limits.standard());
            OraReader reader = new OraReader(pool, Limits.standard());
            Path file = folder.resolve("ten.ora");
            Document document = tenLayers();
            long start = System.nanoTime();
            SavedForm form = save(writer, document, file, Optional.empty());
            double first = seconds(start);
            document = painted(document, 1);
            start = System.nanoTime();
            save(writer, document, file, Optional.of(form));
            double afterSave = seconds(start);
            start = System.nanoTime();
            OraReader.Opened opened = reader.open(file, Watcher.none());
            double open = seconds(start);
            Document changed = painted(opened.contents().document(), 2);
            start = System.nanoTime();
            save(writer, changed, file, opened.form());
            double afterOpening = seconds(start);
            String figures = String.format(
                    Locale.ROOT,
                    "first save %.2f s, one tile after a save %.2f s, opening %.2f s, one tile after opening %.2f s, file %d MB",
                    first,
                    afterSave,
                    open,
                    afterOpening,
                    Files.size(file) >> 20);
            Files.writeString(Path.of("target", "save-speed.txt"), figures);
            assertThat(afterSave).as(figures).isLessThanOrEqualTo(SECONDS);
            assertThat(afterOpening).as(figures).isLessThanOrEqualTo(SECONDS);
        }
    }

    private static SavedForm save(OraWriter writer, Document document, Path file, Optional<SavedForm> before)
            throws IOException {
        return writer.save(OraContents.of(document), file, AtomicFile.Existing.BACK_UP, before, Watcher.none())
                .form();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static Document tenLayers() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            layers.add(new PixelLayer(
                    LayerProperties.named(new LayerId(i), "Layer " + i).withOpacity(i == 1 ? 1 : 0.8f),
                    TileMap.of(Documents.picture(new Random(i), SIDE, SIDE, i == 1), 0, 0)));
        }
        return new Document(new IntSize(SIDE, SIDE), layers, Mask.EMPTY, Selection.ALL, 11);
    }

    private static Document painted(Document document, int seed) {
        return document.withLayer(
                new LayerId(5),
                layer -> ((PixelLayer) layer)
                        .withPixels(((PixelLayer) layer)
                                .pixels()
                                .withRaster(Documents.picture(new Random(seed), 64, 64, true), 1000, 2000 + seed)));
    }
}
