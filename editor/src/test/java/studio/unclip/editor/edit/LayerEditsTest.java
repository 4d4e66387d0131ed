package studio.unclip.editor.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Raster;

class LayerEditsTest {
    private static final int RED = 0xffff0000;
    private static final int GREEN = 0xff00ff00;
    private static final int BLUE = 0xff0000ff;

    private final EditorDriver driver = EditorDriver.on(Raster.filled(20, 20, RED))
            .edit(new PlacePicture("green", Raster.filled(20, 20, GREEN), 0, 0))
            .edit(new PlacePicture("blue", Raster.filled(10, 10, BLUE), 5, 5));

    private LayerId id(String name) {
        LayerId[] found = new LayerId[1];
        studio.unclip.editor.document.LayerTree.forEach(driver.document().layers(), layer -> {
            if (layer.name().equals(name)) {
                found[0] = layer.id();
            }
        });
        return found[0];
    }

    private List<String> names() {
        return names(driver.document().layers());
    }

    private static List<String> names(List<Layer> layers) {
        return layers.stream()
                .map(layer -> layer instanceof GroupLayer group ? layer.name() + names(group.children()) : layer.name())
                .toList();
    }

    @Test
    void aPlacedPictureLiesOnTopAndIsActive() {
        assertThat(names()).containsExactly("Picture", "green", "blue");
        assertThat(driver.activeLayer()).isEqualTo(id("blue"));
        driver.expectPixel(0, 0, GREEN).expectPixel(5, 5, BLUE).expectPixel(15, 15, GREEN);
    }

    @Test
    void resultsRememberWhereTheyCameFrom() {
        Provenance recipe = new Provenance("{\"seed\":1}");
        driver.edit(new PlacePicture("result", Raster.filled(2, 2, RED), 0, 0, Optional.of(recipe)));
        assertThat(driver.document().layer(id("result")).orElseThrow().provenance())
                .contains(recipe);
        driver.edit(new ReplacePicture(id("result"), Raster.filled(3, 3, BLUE), 1, 1, Optional.empty()));
        assertThat(driver.document().layer(id("result")).orElseThrow().provenance())
                .isEmpty();
        driver.expectPixel(0, 0, GREEN).expectPixel(1, 1, BLUE);
    }

    @Test
    void layersMoveWithinTheListAndIntoGroups() {
        driver.edit(new LayerEdit.Move(id("blue"), Optional.empty(), 0));
        assertThat(names()).containsExactly("blue", "Picture", "green");
        driver.edit(new LayerEdit.Group(List.of(id("green"), id("blue")), "group"));
        assertThat(names()).containsExactly("Picture", "group[blue, green]");
        driver.edit(new LayerEdit.Move(id("Picture"), Optional.of(id("group")), 1));
        assertThat(names()).containsExactly("group[blue, Picture, green]");
        driver.edit(new LayerEdit.Group(List.of(id("Picture")), "inner"));
        driver.expectRefused(new LayerEdit.Move(id("group"), Optional.of(id("inner")), 0), Refusal.INTO_ITSELF);
        driver.expectRefused(new LayerEdit.Move(id("blue"), Optional.of(id("green")), 0), Refusal.NOT_A_GROUP);
        driver.edit(new LayerEdit.Ungroup(id("group")));
        assertThat(names()).containsExactly("blue", "inner[Picture]", "green");
        int entries = driver.session().history().size();
        driver.edit(new LayerEdit.Move(id("blue"), Optional.empty(), 0)).expectEntries(entries);
    }

    @Test
    void copiesAreLayersOfTheirOwn() {
        driver.edit(new LayerEdit.Group(List.of(id("green"), id("blue")), "group"))
                .edit(new LayerEdit.Duplicate(id("group"), "copy"));
        assertThat(names()).containsExactly("Picture", "group[green, blue]", "copy[green, blue]");
        GroupLayer copy = (GroupLayer) driver.document().layer(id("copy")).orElseThrow();
        assertThat(driver.activeLayer()).isEqualTo(copy.id());
        driver.edit(new LayerEdit.Delete(id("group")));
        assertThat(names()).containsExactly("Picture", "copy[green, blue]");
        LayerId child = copy.children().getLast().id();
        driver.edit(new FillEdit.Area(child, RED)).expectPixel(5, 5, RED);
        driver.undo().undo();
        assertThat(names()).containsExactly("Picture", "group[green, blue]", "copy[green, blue]");
    }

    @Test
    void idsAreNeverGivenTwice() {
        LayerId blue = id("blue");
        driver.edit(new LayerEdit.Delete(blue)).edit(new LayerEdit.Add("new", Optional.of(id("Picture"))));
        assertThat(names()).containsExactly("Picture", "new", "green");
        assertThat(id("new")).isNotEqualTo(blue);
        assertThat(driver.activeLayer()).isEqualTo(id("new"));
    }

    @Test
    void theActiveLayerFollowsWhatIsThere() {
        driver.session().activate(id("green"));
        driver.edit(new LayerEdit.Delete(id("green")));
        assertThat(driver.activeLayer()).isEqualTo(id("blue"));
    }

    @Test
    void visibilityOpacityAndBlendShow() {
        LayerId green = id("green");
        driver.edit(new LayerEdit.SetVisible(green, false))
                .expectPixel(0, 0, RED)
                .edit(new LayerEdit.SetVisible(green, true))
                .edit(new LayerEdit.SetOpacity(green, 0.5f))
                .expectPixel(0, 0, 0xff808000)
                .edit(new LayerEdit.SetBlend(green, BlendMode.SCREEN))
                .edit(new LayerEdit.SetOpacity(green, 1))
                .expectPixel(0, 0, 0xffffff00);
    }

    @Test
    void theSelectionBecomesALayersMask() {
        LayerId green = id("green");
        driver.edit(new SelectionEdit.Rectangle(new IntRect(0, 0, 10, 20), Combine.REPLACE))
                .edit(new LayerEdit.MaskFromSelection(green))
                .expectPixel(2, 2, GREEN)
                .expectPixel(18, 2, RED)
                .edit(new MaskEdit.Invert(new PaintTarget.LayerMaskOf(green)))
                .expectPixel(2, 2, RED)
                .expectPixel(18, 2, GREEN)
                .edit(new LayerEdit.SetMask(green, Optional.of(new LayerMask(MaskMap.EMPTY, false))))
                .expectPixel(2, 2, GREEN);
    }

    @Test
    void flatteningKeepsTheLook() {
        driver.edit(new LayerEdit.SetOpacity(id("blue"), 0.4f));
        int before = driver.pixel(7, 7);
        driver.edit(new LayerEdit.Flatten("flat")).expectPixel(7, 7, before).expectPixel(0, 0, GREEN);
        assertThat(names()).containsExactly("flat");
        assertThat(driver.activeLayer()).isEqualTo(id("flat"));
    }

    @Test
    void theCanvasGrowsAndShrinksAroundThePicture() {
        driver.edit(new SelectionEdit.Rectangle(new IntRect(2, 2, 3, 3), Combine.REPLACE))
                .edit(new MaskEdit.FromSelection(new PaintTarget.DocumentMask(), Combine.REPLACE))
                .edit(new ResizeCanvas(new IntSize(40, 30), 10, 5, false))
                .expectMask(12, 7, 255)
                .expectMask(14, 9, 255)
                .expectMask(15, 9, 0)
                .expectMask(2, 2, 0)
                .expectPixel(10, 5, GREEN)
                .expectPixel(9, 5, 0)
                .expectPixel(15, 10, BLUE)
                .expectSelected(12, 7, 255)
                .expectSelected(2, 2, 0);
        driver.edit(new ResizeCanvas(new IntSize(4, 4), -14, -9, false))
                .expectPixel(0, 0, GREEN)
                .expectPixel(2, 2, BLUE)
                .expectMask(0, 0, 255)
                .expectMask(1, 1, 0);
        driver.edit(new ResizeCanvas(new IntSize(20, 20), 4, 4, false))
                .expectPixel(0, 0, GREEN)
                .expectMask(4, 4, 255)
                .expectMask(2, 2, 255)
                .expectMask(5, 5, 0);
        driver.edit(new ResizeCanvas(new IntSize(4, 4), -4, -4, true))
                .edit(new ResizeCanvas(new IntSize(20, 20), 4, 4, false))
                .expectPixel(0, 0, 0)
                .expectPixel(6, 6, BLUE);
    }

    @Test
    void croppingAwayFromTheSelectionLeavesEverythingSelected() {
        driver.edit(new SelectionEdit.Rectangle(new IntRect(15, 15, 5, 5), Combine.REPLACE))
                .edit(new ResizeCanvas(new IntSize(10, 10), 0, 0, false));
        assertThat(driver.document().selection().isAll()).isTrue();
        driver.brush(Brush.round(4, 1), RED).click(3, 3).expectPixel(3, 3, RED);
        driver.undo()
                .undo()
                .expectSelected(3, 3, 0)
                .edit(new ResizeCanvas(new IntSize(18, 18), 0, 0, true))
                .expectSelected(3, 3, 0)
                .expectSelected(16, 16, 255);
    }

    @Test
    void aFillCostsOneTileHoweverLargeThePicture() {
        EditorDriver large = EditorDriver.blank(16_384, 16_384);
        large.edit(new FillEdit.Area(large.activeLayer(), RED));
        var pixels =
                large.document().pixelLayer(large.activeLayer()).orElseThrow().pixels();
        assertThat(pixels.count()).isEqualTo(64 * 64);
        assertThat(pixels.tile(63, 63)).isSameAs(pixels.tile(0, 0));
    }
}
