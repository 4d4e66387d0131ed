package studio.unclip.app.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.Turn;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.editor.tool.PointerEvent;
import studio.unclip.editor.tool.PointerEvent.Kind;

class ToolBoxTest {
    private static final int RED = 0xffcc2211;

    private final Workspace workspace = Workspaces.empty(100, 80);
    private final ToolBox tools = new ToolBox(workspace);
    private final EditCommands commands = new EditCommands(workspace, tools);
    private long nanos;

    private void stroke(double fromX, double fromY, double toX, double toY) {
        tools.begins();
        pointer(Kind.DOWN, fromX, fromY);
        pointer(Kind.MOVE, (fromX + toX) / 2, (fromY + toY) / 2);
        pointer(Kind.UP, toX, toY);
    }

    private void pointer(Kind kind, double x, double y) {
        nanos += 5_000_000;
        workspace.pointer(PointerEvent.of(kind, x, y, nanos), 1);
    }

    private int masked(int x, int y) {
        return workspace.document().get().mask().coverage().value(x, y);
    }

    private int pixel(int x, int y) {
        return studio.unclip.editor.render.Flattener.flatten(
                        workspace.document().get(), workspace.document().get().bounds())
                .argb(x, y);
    }

    private List<Refusal> refusals() {
        List<Refusal> told = new ArrayList<>();
        workspace.addListener(new SessionListener() {
            @Override
            public void refused(Refusal reason) {
                told.add(reason);
            }
        });
        return told;
    }

    @Test
    void a_mask_stroke_and_its_eraser_are_an_entry_each_and_touch_no_pixel() {
        tools.choose(ToolKind.MASK_BRUSH);
        tools.setBrush(new BrushSettings(20, 1, 1, 0, false));
        stroke(20, 40, 80, 40);
        assertThat(masked(50, 40)).isEqualTo(255);
        assertThat(workspace.history().size()).isEqualTo(2);

        tools.choose(ToolKind.MASK_ERASER);
        stroke(50, 40, 60, 40);
        assertThat(masked(55, 40)).isZero();
        assertThat(masked(25, 40)).isEqualTo(255);
        assertThat(pixel(50, 40)).isZero();
        assertThat(workspace.history().size()).isEqualTo(3);
    }

    @Test
    void mask_and_paint_have_brushes_of_their_own() {
        tools.choose(ToolKind.MASK_BRUSH);
        tools.setBrush(tools.brush().get().withSize(200));
        tools.choose(ToolKind.BRUSH);
        tools.setBrush(tools.brush().get().withSize(10).withHardness(0));
        tools.choose(ToolKind.MASK_ERASER);
        assertThat(tools.brush().get().size()).isEqualTo(200);
        tools.choose(ToolKind.ERASER);
        assertThat(tools.brush().get().size()).isEqualTo(10);
        assertThat(tools.brush().get().hardness()).isZero();
    }

    @Test
    void keys_change_the_size_by_whole_pixels_and_stay_within_what_a_brush_can_be() {
        tools.choose(ToolKind.BRUSH);
        tools.setBrush(tools.brush().get().withSize(1));
        for (int i = 0; i < 4; i++) {
            tools.larger();
        }
        assertThat(tools.brush().get().size()).isEqualTo(5);
        for (int i = 0; i < 60; i++) {
            tools.larger();
        }
        assertThat(tools.brush().get().size()).isEqualTo(2048);
        for (int i = 0; i < 90; i++) {
            tools.smaller();
        }
        assertThat(tools.brush().get().size()).isEqualTo(1);
        for (int i = 0; i < 9; i++) {
            tools.softer();
        }
        assertThat(tools.brush().get().hardness()).isZero();
    }

    @Test
    void while_it_is_held_the_eyedropper_takes_the_colour_that_the_brush_then_paints() {
        workspace.apply(new PlacePicture("red", Raster.filled(20, 20, RED), 0, 0), "red", Optional.empty());
        tools.choose(ToolKind.BRUSH);
        tools.setBrush(new BrushSettings(10, 1, 1, 0, false));
        tools.holdEyedropper(true);
        assertThat(tools.inHand().get()).isEqualTo(ToolKind.EYEDROPPER);
        int before = tools.colour().get();
        pointer(Kind.DOWN, 80, 70);
        assertThat(tools.colour().get()).as("nothing is there").isEqualTo(before);
        pointer(Kind.MOVE, 5, 5);
        pointer(Kind.MOVE, 90, 70);
        pointer(Kind.UP, 90, 70);
        assertThat(tools.colour().get()).isEqualTo(RED);
        tools.holdEyedropper(false);
        assertThat(tools.inHand().get()).isEqualTo(ToolKind.BRUSH);
        stroke(60, 60, 61, 60);
        assertThat(pixel(60, 60)).isEqualTo(RED);
        assertThat(tools.lastColours()).containsExactly(RED);
    }

    @Test
    void a_tool_that_only_looks_finishes_the_stroke_and_draws_nothing() {
        tools.choose(ToolKind.MASK_BRUSH);
        pointer(Kind.DOWN, 20, 40);
        pointer(Kind.MOVE, 40, 40);
        tools.choose(ToolKind.HAND);
        assertThat(workspace.isBusy()).isFalse();
        assertThat(workspace.history().size()).isEqualTo(2);
    }

    @Test
    void the_tool_stays_in_the_hand_when_another_document_is_opened() {
        tools.choose(ToolKind.MASK_BRUSH);
        workspace.fitEmptyCanvas(new IntSize(300, 200));
        stroke(200, 150, 210, 150);
        assertThat(masked(205, 150)).isPositive();
    }

    @Test
    void what_a_locked_layer_refuses_is_told_once() {
        LayerId layer = workspace.activeLayer().get().orElseThrow();
        workspace.command(new LayerEdit.SetLocked(layer, true), "lock");
        List<Refusal> told = refusals();
        tools.choose(ToolKind.BRUSH);
        stroke(10, 10, 20, 20);
        assertThat(told).containsExactly(Refusal.LAYER_LOCKED);
        commands.fillWithColour();
        assertThat(told).containsExactly(Refusal.LAYER_LOCKED, Refusal.LAYER_LOCKED);
    }

    @Test
    void mask_and_selection_become_each_other() {
        tools.choose(ToolKind.RECTANGLE);
        stroke(10, 10, 40, 30);
        commands.maskFromSelection();
        assertThat(masked(20, 20)).isEqualTo(255);
        assertThat(masked(50, 50)).isZero();
        commands.selectEverything();
        commands.distance().set(5);
        commands.growMask();
        assertThat(masked(43, 20)).isEqualTo(255);
        commands.selectionFromMask();
        assertThat(workspace.document().get().selection().coverage().value(43, 20))
                .isEqualTo(255);
        commands.fillWithColour();
        assertThat(pixel(43, 20)).isEqualTo(tools.colour().get());
        assertThat(pixel(60, 60)).isZero();
        commands.cropToSelection();
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(40, 30));
        commands.turn(Turn.QUARTER_RIGHT);
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(30, 40));
    }

    @Test
    void another_canvas_size_is_one_step_and_the_anchor_says_where_the_picture_lies() {
        workspace.apply(new PlacePicture("dot", Raster.filled(1, 1, RED), 10, 20), "Dot", Optional.empty());
        int steps = workspace.history().size();
        commands.resizeCanvas(new IntSize(200, 180), Anchor.MIDDLE);
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(200, 180));
        assertThat(pixel(60, 70)).isEqualTo(RED);
        assertThat(workspace.history().size()).isEqualTo(steps + 1);

        commands.resizeCanvas(new IntSize(100, 80), Anchor.LOWER_RIGHT);
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(100, 80));
        commands.resizeCanvas(new IntSize(200, 180), Anchor.LOWER_RIGHT);
        assertThat(pixel(60, 70)).as("what was outside is kept").isEqualTo(RED);
        commands.resizeCanvas(new IntSize(205, 185), Anchor.UPPER_LEFT);
        assertThat(pixel(60, 70)).isEqualTo(RED);
        commands.resizeCanvas(new IntSize(201, 185), Anchor.TOP);
        assertThat(pixel(58, 70)).isEqualTo(RED);
    }

    @Test
    void a_canvas_beyond_the_limits_is_refused_in_a_sentence() {
        List<Refusal> told = refusals();
        workspace.apply(new PlacePicture("dot", Raster.filled(1, 1, RED), 10, 20), "Dot", Optional.empty());
        commands.resizeCanvas(new IntSize(32_768, 32_768), Anchor.MIDDLE);
        assertThat(told).containsExactly(Refusal.PICTURE_TOO_LARGE);
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(100, 80));
    }
}
