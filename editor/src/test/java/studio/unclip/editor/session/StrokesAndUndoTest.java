package studio.unclip.editor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.MaskEdit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.tool.BrushTool;
import studio.unclip.editor.tool.EyedropperTool;
import studio.unclip.editor.tool.FillTool;
import studio.unclip.editor.tool.LassoTool;
import studio.unclip.editor.tool.MarqueeTool;
import studio.unclip.editor.tool.PointerEvent.Modifier;

/** What a person at the editor sees: strokes, masks, selections, undo. */
class StrokesAndUndoTest {
    private static final int RED = 0xffff0000;
    private static final int WHITE = 0xffffffff;
    private static final Brush HARD = Brush.round(20, 1);

    @Test
    void aStrokeIsVisibleWhileItGoesOnAndBecomesOneEntry() {
        EditorDriver driver = EditorDriver.blank(100, 100).brush(HARD, RED).down(20, 50);
        driver.expectPixel(20, 50, RED).expectEntries(1);
        driver.moveTo(50, 50).moveTo(80, 50).expectPixel(50, 50, RED).expectEntries(1);
        driver.up(80, 50)
                .expectPixel(80, 50, RED)
                .expectPixel(80, 70, 0)
                .expectEntries(2)
                .expectLabel("Brush");
    }

    @Test
    void aSmoothedStrokeReachesTheHandWhereverItIsFinished() {
        EditorDriver driver = EditorDriver.blank(100, 100).brush(HARD.withSmoothing(1), RED);
        driver.down(5, 50).moveTo(95, 50).expectPixel(95, 50, 0);
        driver.enter().expectPixel(50, 50, RED).expectPixel(95, 50, RED).expectEntries(2);
        driver.up(20, 20).expectEntries(2);
        // Choosing another tool finishes it too.
        driver.down(95, 10).moveTo(5, 10).eraser(HARD).expectPixel(5, 10, RED).expectEntries(3);
    }

    @Test
    void whatIsSelectedSoFarCountsWhenTheGestureIsFinished() {
        EditorDriver driver = EditorDriver.blank(100, 100).choose(MarqueeTool.rectangle("Select"));
        driver.down(10, 10).moveTo(60, 60).enter().expectSelected(40, 40, 255).expectSelected(80, 80, 0);
        assertThat(driver.session().outline().corners()).isEmpty();
        driver.up(90, 90).expectSelected(80, 80, 0).expectEntries(2);
        driver.choose(new LassoTool("Lasso")).down(0, 0).moveTo(50, 0).moveTo(50, 50);
        driver.choose(MarqueeTool.rectangle("Select"))
                .expectSelected(45, 20, 255)
                .expectSelected(40, 55, 0);
        // A press that has not moved is no click yet, and so selects nothing else.
        driver.down(70, 70).enter().expectSelected(45, 20, 255).expectEntries(3);
        driver.choose(new LassoTool("Lasso"))
                .down(70, 70)
                .moveTo(80, 70)
                .enter()
                .expectEntries(3);
    }

    @Test
    void undoGivesTheSameDocumentObjectAndRedoTheLast() {
        EditorDriver driver = EditorDriver.blank(100, 100);
        Document before = driver.document();
        Document after = driver.brush(HARD, RED).drag(10, 10, 90, 90).document();
        assertThat(driver.undo().document()).isSameAs(before);
        assertThat(driver.redo().document()).isSameAs(after);
        assertThat(driver.redo().document()).isSameAs(after);
    }

    @Test
    void escapeGivesAStrokeUpWithoutATrace() {
        EditorDriver driver = EditorDriver.blank(600, 600);
        Document before = driver.document();
        driver.brush(HARD, RED).down(10, 10).moveTo(90, 90);
        driver.drainDirty();
        driver.escape().expectEntries(1);
        assertThat(driver.document()).isSameAs(before);
        assertThat(driver.drainDirty().contains(new IntRect(5, 5, 80, 80))).isTrue();
        driver.up(90, 90).expectEntries(1);
        assertThat(driver.document()).isSameAs(before);
    }

    @Test
    void undoDuringAStrokeGivesTheStrokeUp() {
        EditorDriver driver = EditorDriver.blank(100, 100).brush(HARD, RED).drag(10, 10, 20, 20);
        Document first = driver.document();
        driver.down(50, 50).moveTo(60, 60).undo();
        assertThat(driver.document()).isSameAs(first);
    }

    @Test
    void dirtyAreasHoldEveryPixelThatChanged() {
        EditorDriver driver = EditorDriver.blank(700, 700).brush(Brush.round(31, 0.3), RED);
        Document before = driver.document();
        driver.drag(240, 250, 270, 262, 300, 100);
        IntRect dirty = driver.drainDirty();
        for (int y = 0; y < 700; y++) {
            for (int x = 0; x < 700; x++) {
                if (!dirty.contains(x, y)) {
                    assertThat(driver.pixel(x, y)).isEqualTo(0);
                }
            }
            y += 6; // every seventh row is enough
        }
        assertThat(dirty.area()).as("not the whole picture").isLessThan(300L * 300);
        assertThat(before).isNotSameAs(driver.document());
    }

    @Test
    void theEraserTakesAlphaAndKeepsColour() {
        EditorDriver driver = EditorDriver.on(Raster.filled(50, 50, 0xff336699));
        driver.eraser(HARD).click(25, 25);
        PixelLayer layer = driver.document().pixelLayer(driver.activeLayer()).orElseThrow();
        assertThat(layer.pixels().argb(25, 25)).isEqualTo(0x00336699);
        driver.expectPixel(0, 0, 0xff336699);
    }

    @Test
    void masksArePaintedErasedAndUndone() {
        EditorDriver driver = EditorDriver.blank(100, 100).maskBrush(HARD).drag(20, 50, 80, 50);
        driver.expectMask(50, 50, 255).expectMask(50, 80, 0);
        driver.maskEraser(HARD).click(50, 50).expectMask(50, 50, 0).expectMask(25, 50, 255);
        driver.undo().undo().expectMask(25, 50, 0);
        assertThat(driver.document().mask().coverage()).isSameAs(MaskMap.EMPTY);
    }

    @Test
    void aLayerMaskHidesWhatIsErasedFromIt() {
        EditorDriver driver = EditorDriver.on(Raster.filled(64, 64, WHITE));
        LayerId layer = driver.activeLayer();
        driver.edit(new LayerEdit.SetMask(layer, Optional.of(LayerMask.REVEAL)))
                .expectPixel(30, 30, WHITE)
                .choose(BrushTool.maskEraser(BrushTool.Aim.LAYER_MASK, HARD, "Hide"))
                .click(30, 30)
                .expectPixel(30, 30, 0)
                .expectPixel(60, 60, WHITE)
                .edit(new LayerEdit.SetMask(layer, Optional.empty()))
                .expectPixel(30, 30, WHITE);
    }

    @Test
    void lockedAndMissingTargetsRefuse() {
        EditorDriver driver = EditorDriver.on(Raster.filled(64, 64, WHITE));
        LayerId layer = driver.activeLayer();
        driver.edit(new LayerEdit.SetLocked(layer, true));
        Document locked = driver.document();
        driver.brush(HARD, RED).drag(10, 10, 20, 20);
        assertThat(driver.refusals()).containsExactly(Refusal.LAYER_LOCKED);
        assertThat(driver.document()).isSameAs(locked);
        driver.expectRefused(new FillEdit.Area(layer, RED), Refusal.LAYER_LOCKED)
                .expectRefused(new LayerEdit.Delete(layer), Refusal.LAYER_LOCKED)
                .expectRefused(new LayerEdit.Rename(new LayerId(99), "x"), Refusal.LAYER_MISSING)
                .edit(new LayerEdit.SetLocked(layer, false))
                .expectRefused(new LayerEdit.MergeDown(layer), Refusal.NOTHING_BELOW)
                .expectRefused(new MaskEdit.Invert(new PaintTarget.LayerMaskOf(layer)), Refusal.NO_LAYER_MASK);
    }

    @Test
    void aLockedGroupKeepsItsChildren() {
        EditorDriver driver = EditorDriver.on(Raster.filled(64, 64, WHITE));
        LayerId layer = driver.activeLayer();
        driver.edit(new LayerEdit.Group(java.util.List.of(layer), "Group"));
        LayerId group = driver.document().layers().getFirst().id();
        driver.edit(new LayerEdit.SetLocked(group, true))
                .expectRefused(new FillEdit.Area(layer, RED), Refusal.LAYER_LOCKED);
    }

    @Test
    void paintStaysInsideTheSelectionAndTheDocument() {
        EditorDriver driver = EditorDriver.blank(100, 100)
                .choose(MarqueeTool.rectangle("Select"))
                .drag(20, 20, 60, 60)
                .brush(HARD, RED)
                .drag(0, 40, 120, 40);
        driver.expectPixel(40, 40, RED)
                .expectPixel(19, 40, 0)
                .expectPixel(60, 40, 0)
                .expectPixel(59, 40, RED);
        PixelLayer layer = driver.document().pixelLayer(driver.activeLayer()).orElseThrow();
        assertThat(layer.pixels().argb(105, 40)).isZero();
    }

    @Test
    void shiftAddsAltSubtractsBothIntersect() {
        EditorDriver driver = EditorDriver.blank(100, 100).choose(MarqueeTool.rectangle("Select"));
        driver.drag(10, 10, 40, 40).expectSelected(39, 39, 255).expectSelected(40, 40, 0);
        driver.hold(Modifier.SHIFT)
                .drag(60, 60, 80, 80)
                .expectSelected(20, 20, 255)
                .expectSelected(70, 70, 255);
        driver.hold(Modifier.ALT).drag(10, 10, 30, 30).expectSelected(20, 20, 0).expectSelected(35, 35, 255);
        driver.hold(Modifier.SHIFT, Modifier.ALT)
                .drag(0, 0, 50, 50)
                .expectSelected(70, 70, 0)
                .expectSelected(35, 35, 255);
        driver.hold().click(5, 5);
        assertThat(driver.document().selection().isAll()).isTrue();
        driver.hold(Modifier.ALT).drag(0, 0, 50, 50).expectSelected(10, 10, 0).expectSelected(70, 70, 255);
    }

    @Test
    void theLassoSelectsWhatItEncloses() {
        EditorDriver driver = EditorDriver.blank(100, 100).choose(new LassoTool("Lasso"));
        driver.drag(10, 10, 90, 10, 10, 90).expectSelected(20, 20, 255).expectSelected(80, 80, 0);
        driver.escape().down(0, 0).moveTo(50, 0).moveTo(50, 50).escape().expectSelected(20, 20, 255);
        assertThat(driver.session().outline().corners()).isEmpty();
    }

    @Test
    void theBucketFillsTheConnectedAreaOnly() {
        EditorDriver driver =
                EditorDriver.blank(600, 100).brush(Brush.round(10, 1).withSpacing(0.05), 0xff000000);
        driver.drag(300, 0, 300, 100);
        driver.choose(new FillTool(BrushTool.Aim.LAYER, RED, 10, true, true, "Fill"))
                .click(10, 10);
        driver.expectPixel(290, 50, RED).expectPixel(310, 50, 0).expectPixel(300, 50, 0xff000000);
        driver.undo()
                .choose(new FillTool(BrushTool.Aim.LAYER, RED, 10, false, true, "Fill"))
                .click(10, 10);
        driver.expectPixel(290, 50, RED).expectPixel(310, 50, RED).expectPixel(300, 50, 0xff000000);
        driver.choose(new FillTool(BrushTool.Aim.DOCUMENT_MASK, WHITE, 10, true, true, "Mask"))
                .click(10, 10);
        driver.expectMask(290, 50, 255).expectMask(310, 50, 0);
    }

    @Test
    void theEyedropperPicksWhatIsSeen() {
        EditorDriver driver = EditorDriver.on(Raster.filled(10, 10, 0xff204060)).choose(new EyedropperTool());
        driver.down(5, 5).moveTo(50, 50).moveTo(6, 6).up(6, 6).moveTo(1, 1);
        assertThat(driver.picked()).containsExactly(0xff204060, 0xff204060);
    }

    @Test
    void theMaskFollowsTheSelectionAndBack() {
        EditorDriver driver = EditorDriver.blank(100, 100)
                .edit(new SelectionEdit.Rectangle(new IntRect(10, 10, 20, 20), Combine.REPLACE))
                .edit(new MaskEdit.FromSelection(new PaintTarget.DocumentMask(), Combine.REPLACE))
                .edit(new SelectionEdit.All())
                .expectMask(15, 15, 255)
                .expectMask(5, 5, 0)
                .edit(new MaskEdit.Invert(new PaintTarget.DocumentMask()))
                .edit(new SelectionEdit.FromMask(Combine.REPLACE));
        driver.expectSelected(15, 15, 0).expectSelected(5, 5, 255);
    }

    @Test
    void entriesCarryRecipeAndThumbnail() {
        EditorDriver driver = EditorDriver.on(Raster.filled(400, 200, 0xff00ff00));
        driver.edit(new FillEdit.Area(driver.activeLayer(), 0xff0000ff), "Generate", Optional.of("{\"seed\":7}"));
        HistoryEntry entry = driver.session().history().current();
        assertThat(entry.recipe()).contains("{\"seed\":7}");
        Raster thumbnail = entry.thumbnail().orElseThrow().raster();
        assertThat(thumbnail.width()).isEqualTo(96);
        assertThat(thumbnail.height()).isEqualTo(48);
        assertThat(thumbnail.argb(40, 20)).isEqualTo(0xff0000ff);
        assertThat(driver.session()
                        .history()
                        .root()
                        .thumbnail()
                        .orElseThrow()
                        .raster()
                        .argb(40, 20))
                .isEqualTo(0xff00ff00);
    }
}
