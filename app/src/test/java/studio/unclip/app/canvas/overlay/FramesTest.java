package studio.unclip.app.canvas.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.app.tool.ToolBox;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Combine;

class FramesTest {
    private final Workspace workspace = Workspaces.empty(100, 80);
    private final FrameModel frame = new FrameModel(workspace);

    @Test
    void a_frame_to_expand_to_always_holds_the_picture() {
        frame.frame().set(new IntRect(-40, 10, 60, 20));
        assertThat(frame.frame().get()).isEqualTo(new IntRect(-40, 0, 140, 80));
        frame.frame().set(FrameSide.TOP_LEFT.moved(frame.frame().get(), 15, -7, frame));
        assertThat(frame.frame().get()).isEqualTo(new IntRect(-25, -7, 125, 87));
        frame.frame().set(FrameSide.RIGHT.moved(frame.frame().get(), -500, 33, frame));
        assertThat(frame.frame().get()).isEqualTo(new IntRect(-25, -7, 125, 87));
        assertThat(FrameSide.TOP_LEFT.outside(frame.frame().get(), new IntRect(0, 0, 100, 80)))
                .isEqualTo(25);
        frame.reset();
        assertThat(frame.frame().get()).isEqualTo(new IntRect(0, 0, 100, 80));
    }

    @Test
    void a_frame_is_never_larger_than_a_picture_can_be() {
        frame.frame().set(new IntRect(-60_000, 0, 60_100, 80));
        assertThat(frame.frame().get().width()).isEqualTo(32_768);
        assertThat(frame.frame().get().right()).isEqualTo(100);
    }

    @Test
    void when_the_picture_gets_another_size_the_frame_lies_around_it_again() {
        frame.frame().set(new IntRect(-50, -40, 200, 160));
        workspace.fitEmptyCanvas(new IntSize(64, 64));
        assertThat(frame.frame().get()).isEqualTo(new IntRect(0, 0, 64, 64));
    }

    @Test
    void cropping_begins_with_the_selection_and_pulled_outward_the_canvas_grows() {
        ToolBox tools = new ToolBox(workspace);
        CropModel crop = new CropModel(workspace, tools);
        workspace.command(new SelectionEdit.Rectangle(new IntRect(10, 20, 30, 40), Combine.REPLACE), "select");
        tools.choose(ToolKind.CROP);
        assertThat(crop.frame().get()).isEqualTo(new IntRect(10, 20, 30, 40));
        crop.frame().set(FrameSide.LEFT.moved(crop.frame().get(), -25, 0, crop));
        assertThat(crop.frame().get()).isEqualTo(new IntRect(-15, 20, 55, 40));
        crop.apply();
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(55, 40));
        assertThat(crop.isChanged()).as("what is selected is the next frame").isTrue();
        assertThat(crop.giveUp()).isTrue();
        assertThat(crop.giveUp()).isFalse();
        workspace.undo();
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(100, 80));
    }

    @Test
    void a_crop_frame_never_turns_inside_out_nor_leaves_the_picture() {
        CropModel crop = new CropModel(workspace, new ToolBox(workspace));
        IntRect from = new IntRect(10, 20, 30, 40);
        assertThat(FrameSide.LEFT.moved(from, 900, 0, crop).isEmpty()).isFalse();
        assertThat(FrameSide.BOTTOM.moved(from, 0, -900, crop).isEmpty()).isFalse();
        assertThat(FrameSide.TOP_LEFT.moved(from, 900, 900, crop).intersects(new IntRect(0, 0, 100, 80)))
                .isTrue();
    }

    @Test
    void comparing_begins_in_the_middle_and_ends_once() {
        CompareModel compare = new CompareModel();
        compare.position().set(0.9);
        compare.compare(Document.blank(new IntSize(5, 5), "a"), "Before", "Now");
        assertThat(compare.position().get()).isEqualTo(0.5);
        compare.position().set(7);
        assertThat(compare.position().get()).isEqualTo(1);
        assertThat(compare.end()).isTrue();
        assertThat(compare.end()).isFalse();
        assertThat(compare.compared().get()).isEqualTo(Optional.empty());
    }
}
