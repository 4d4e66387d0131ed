package studio.unclip.editor.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/** What could never be saved is refused when it is asked for, not when the work is done. */
class RoomTest {
    private static final Raster DOT = Raster.filled(2, 2, 0xffff0000);

    private static LayerId only(EditorDriver driver) {
        return driver.document().layers().getFirst().id();
    }

    @Test
    void aCanvasGrowsToTheLargestFileAndNoFurther() {
        EditorDriver driver = EditorDriver.on(DOT);
        driver.expectRefused(new ResizeCanvas(new IntSize(32_769, 10), 0, 0, false), Refusal.PICTURE_TOO_LARGE)
                .expectRefused(new ResizeCanvas(new IntSize(10, 60_000), 0, 0, true), Refusal.PICTURE_TOO_LARGE)
                .expectRefused(new ResizeCanvas(new IntSize(32_768, 16_385), 0, 0, false), Refusal.PICTURE_TOO_LARGE)
                .expectRefused(new ResizeCanvas(new IntSize(0, 5), 0, 0, false), Refusal.PICTURE_TOO_LARGE)
                .edit(new ResizeCanvas(new IntSize(32_768, 16_384), 32_766, 16_382, false))
                .expectPixel(32_767, 16_383, 0xffff0000);
        assertThatThrownBy(() -> Document.blank(new IntSize(60_000, 60_000), "layer"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void groupsNestAsDeeplyAsAFileHolds() {
        EditorDriver driver = EditorDriver.on(DOT);
        LayerId layer = only(driver);
        for (int depth = 1; depth <= 32; depth++) {
            driver.edit(new LayerEdit.Group(List.of(layer), "group " + depth));
        }
        driver.expectRefused(new LayerEdit.Group(List.of(layer), "one more"), Refusal.GROUPS_TOO_DEEP);
        // Nor by moving a group into the deepest one.
        LayerId outermost = only(driver);
        driver.edit(new LayerEdit.Add("beside", Optional.of(outermost)));
        LayerId beside = driver.activeLayer();
        driver.edit(new LayerEdit.Group(List.of(beside), "beside"));
        LayerId group = driver.document().layers().getLast().id();
        LayerId deepest = LayerTree.place(driver.document().layers(), layer)
                .orElseThrow()
                .group()
                .orElseThrow();
        driver.expectRefused(new LayerEdit.Move(group, Optional.of(deepest), 0), Refusal.GROUPS_TOO_DEEP)
                .edit(new LayerEdit.Move(beside, Optional.of(deepest), 0));
    }

    @Test
    void thereAreAsManyLayersAsAFileHolds() {
        Document document = Document.of(DOT, "layer");
        LayerId layer = document.layers().getFirst().id();
        for (int count = 2; count <= 999; count++) {
            document = new LayerEdit.Add("layer " + count, Optional.empty()).apply(document);
        }
        Document full = new LayerEdit.Group(List.of(layer), "group").apply(document);
        for (Edit edit : List.of(
                new LayerEdit.Add("too many", Optional.empty()),
                new LayerEdit.Duplicate(layer, "too many"),
                new PlacePicture("too many", DOT, 0, 0))) {
            assertThatThrownBy(() -> edit.apply(full))
                    .isInstanceOf(EditRefusedException.class)
                    .hasMessage(Refusal.TOO_MANY_LAYERS.sentence());
        }
        Document less = new LayerEdit.Delete(layer).apply(full);
        assertThat(new PlacePicture("instead", DOT, 0, 0).apply(less).layers()).hasSize(1_000);
    }

    /** Two opposite corners and nothing between: a file holds the rectangle around both. */
    private static EditorDriver nearlyFull() {
        Tile tile = Tile.owning(new int[Tile.AREA]);
        TileMap corners = TileMap.EMPTY.with(0, 0, tile).with(89, 89, tile);
        Document document = Document.blank(new IntSize(23_000, 23_000), "first");
        for (int i = 0; i < 8; i++) {
            LayerId id = new LayerId(document.nextLayer());
            document = document.withLayers(LayerTree.addOnTop(
                            document.layers(), new PixelLayer(LayerProperties.named(id, "large " + i), corners)))
                    .withNextLayer(id.value() + 1);
        }
        return EditorDriver.on(document);
    }

    @Test
    void allLayersTogetherAreNoLargerThanAFileHolds() {
        EditorDriver driver = nearlyFull();
        LayerId large = driver.activeLayer();
        driver.expectRefused(new LayerEdit.Duplicate(large, "too much"), Refusal.LAYERS_TOO_LARGE)
                .edit(new PlacePicture("small", DOT, 0, 0))
                .edit(new LayerEdit.MergeDown(large))
                .edit(new LayerEdit.Duplicate(driver.activeLayer(), "now there is room"));
    }

    @Test
    void aStrokeForWhichThereIsNoRoomIsRefusedBeforeItBegins() {
        EditorDriver driver = nearlyFull();
        driver.edit(new PlacePicture("small", DOT, 0, 0)).brush(Brush.round(9, 1), 0xff0000ff);
        Document before = driver.document();
        driver.drag(5, 5, 20_000, 20_000);
        assertThat(driver.refusals()).containsExactly(Refusal.LAYERS_TOO_LARGE);
        assertThat(driver.document()).isSameAs(before);
    }

    /** A group with a mask is written as one picture, around all it holds. */
    @Test
    void aMaskOnAGroupOfFarPiecesCounts() {
        EditorDriver driver = nearlyFull();
        driver.edit(new PlacePicture("a", DOT, 0, 0));
        LayerId first = driver.activeLayer();
        driver.edit(new PlacePicture("b", DOT, 22_000, 22_000));
        driver.edit(new LayerEdit.Group(List.of(first, driver.activeLayer()), "far pieces"));
        LayerId group = driver.document().layers().getLast().id();
        driver.expectRefused(new LayerEdit.SetMask(group, Optional.of(LayerMask.REVEAL)), Refusal.LAYERS_TOO_LARGE);
    }

    @Test
    void whatIsMovedOutOfReachIsRefused() {
        EditorDriver driver = EditorDriver.on(DOT);
        LayerId layer = only(driver);
        IntSize size = driver.document().size();
        driver.expectRefused(new PlacePicture("far", DOT, 600_000, 0), Refusal.TOO_FAR_OUTSIDE)
                .expectRefused(new PlacePicture("far", DOT, 0, Integer.MIN_VALUE), Refusal.TOO_FAR_OUTSIDE)
                .expectRefused(new ReplacePicture(layer, DOT, -600_000, 0, Optional.empty()), Refusal.TOO_FAR_OUTSIDE)
                .expectRefused(new ResizeCanvas(size, 600_000, 0, false), Refusal.TOO_FAR_OUTSIDE)
                .expectRefused(new ResizeCanvas(size, 0, Integer.MIN_VALUE, true), Refusal.TOO_FAR_OUTSIDE)
                .edit(new LayerEdit.SetMask(
                        layer, Optional.of(new LayerMask(MaskMap.of(MaskRaster.filled(2, 2, 9), 500_000, 0), true))))
                .expectRefused(new ResizeCanvas(size, 30_000, 0, true), Refusal.TOO_FAR_OUTSIDE);
    }

    @Test
    void whatIsJustAllowedIsSavedAndOpens(@TempDir Path folder) throws IOException {
        Document document = Document.of(DOT, "layer");
        for (int depth = 1; depth <= 32; depth++) {
            LayerId outermost = document.layers().getFirst().id();
            document = new LayerEdit.Group(List.of(outermost), "group " + depth).apply(document);
        }
        for (int count = 34; count <= 1_000; count++) {
            document = new LayerEdit.Add("layer " + count, Optional.empty()).apply(document);
        }
        Path file = folder.resolve("full.ora");
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            new OraWriter(new AtomicFile(), pool, Limits.standard())
                    .save(OraContents.of(document), file, AtomicFile.Existing.KEEP, Optional.empty(), Watcher.none());
            Documents.assertSame(
                    new OraReader(pool, Limits.standard())
                            .open(file, Watcher.none())
                            .contents()
                            .document(),
                    document);
        }
    }

    /** A file from elsewhere, or from before, can still be worked on. */
    @Test
    void whatIsTooMuchAlreadyMayBecomeLess() {
        Document document = Document.of(DOT, "layer");
        for (int depth = 1; depth <= 40; depth++) {
            document = new LayerEdit.Group(List.of(document.layers().getFirst().id()), "group").edited(document);
        }
        EditorDriver driver = EditorDriver.on(document);
        LayerId outermost = only(driver);
        driver.expectRefused(new LayerEdit.Group(List.of(outermost), "more"), Refusal.GROUPS_TOO_DEEP)
                .edit(new LayerEdit.Rename(outermost, "renamed"))
                .edit(new LayerEdit.Ungroup(outermost));
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void everyRefusalIsOneSentence(Refusal refusal) {
        assertThat(refusal.sentence()).matches("[A-Z][^.%{]*\\.");
    }
}
