package studio.unclip.app.panel.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.session.SessionListener;

class LayersViewModelTest {
    private final Workspace workspace = Workspaces.empty(16, 16);
    private final Deque<Runnable> drawing = new ArrayDeque<>();
    private final LayersViewModel layers = new LayersViewModel(workspace, drawing::add, Runnable::run);
    private final List<Refusal> refusals = new ArrayList<>();

    LayersViewModelTest() {
        workspace.addListener(new SessionListener() {
            @Override
            public void refused(Refusal reason) {
                refusals.add(reason);
            }
        });
    }

    private void place(String name) {
        workspace.apply(new PlacePicture(name, Raster.filled(4, 4, 0xff0000ff), 0, 0), name, Optional.empty());
    }

    /** Top first: {@code >} the active one, {@code *} chosen, dots for the depth. */
    private String rows() {
        StringBuilder text = new StringBuilder();
        for (LayerRow row : layers.rows()) {
            text.append(row.active() ? ">" : row.chosen() ? "*" : " ")
                    .append(".".repeat(row.depth()))
                    .append(row.name())
                    .append(row.details().isEmpty() ? "" : " (" + row.details() + ")")
                    .append('\n');
        }
        return text.toString();
    }

    private LayerRow row(String name) {
        return layers.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private LayerId id(String name) {
        return row(name).id();
    }

    private String lastLabel() {
        return workspace.history().current().label();
    }

    @Test
    void layers_are_listed_top_first_and_what_came_last_is_active() {
        place("owl");
        place("fox");
        assertThat(rows()).isEqualTo("""
                >fox
                 owl
                 Background
                """);
        layers.step(1, false);
        assertThat(workspace.activeLayer().get()).contains(id("owl"));
        layers.step(-100, false);
        assertThat(workspace.activeLayer().get()).contains(id("fox"));
    }

    @Test
    void every_command_is_one_entry_that_can_be_taken_back() {
        place("owl");
        int before = workspace.history().size();
        layers.commands().add();
        assertThat(rows()).startsWith(">Layer 1\n owl\n");
        layers.commands().duplicate();
        assertThat(rows()).startsWith(">Layer 1 copy\n Layer 1\n owl\n");
        layers.commands().delete();
        layers.commands().lower();
        layers.commands().setBlend(BlendMode.COLOR_DODGE);
        layers.commands().toggleVisible();
        layers.commands().toggleLocked();
        assertThat(workspace.history().size()).isEqualTo(before + 7);
        for (int i = 0; i < 7; i++) {
            workspace.undo();
        }
        assertThat(rows()).isEqualTo(">owl\n Background\n");
    }

    @Test
    void dragging_the_opacity_is_seen_at_once_and_one_entry_in_the_end() {
        place("owl");
        int before = workspace.history().size();
        for (int percent = 99; percent >= 40; percent--) {
            layers.commands().previewOpacity(percent / 100f);
        }
        assertThat(rows()).startsWith(">owl (40 %)\n");
        assertThat(workspace.history().size()).isEqualTo(before);
        layers.commands().keepOpacity();
        assertThat(workspace.history().size()).isEqualTo(before + 1);
        assertThat(lastLabel()).isEqualTo("Opacity of owl");
        workspace.undo();
        assertThat(rows()).startsWith(">owl\n");
    }

    @Test
    void a_locked_layer_says_why_it_stays_as_it_is() {
        place("owl");
        layers.commands().toggleLocked();
        layers.commands().delete();
        layers.commands().previewOpacity(0.5f);
        layers.commands().keepOpacity();
        assertThat(refusals).containsExactly(Refusal.LAYER_LOCKED, Refusal.LAYER_LOCKED);
        assertThat(rows()).isEqualTo(">owl\n Background\n");
    }

    @Test
    void chosen_layers_become_a_group_that_opens_closes_and_dissolves() {
        place("owl");
        place("fox");
        layers.extendTo(id("owl"));
        assertThat(rows()).isEqualTo("*fox\n>owl\n Background\n");
        layers.commands().group();
        assertThat(rows()).isEqualTo(">Group 1\n .fox\n .owl\n Background\n");
        layers.setOpen(id("Group 1"), false);
        assertThat(rows()).isEqualTo(">Group 1\n Background\n");
        layers.setOpen(id("Group 1"), true);
        layers.commands().ungroup();
        assertThat(rows()).endsWith("fox\n owl\n Background\n");
    }

    @Test
    void ctrl_chooses_one_more_and_a_plain_choice_forgets_the_others() {
        place("owl");
        place("fox");
        layers.toggle(id("Background"));
        assertThat(rows()).isEqualTo(">fox\n owl\n*Background\n");
        layers.choose(id("owl"));
        assertThat(rows()).isEqualTo(" fox\n>owl\n Background\n");
    }

    @Test
    void a_layer_walks_through_open_groups_by_key() {
        place("owl");
        place("fox");
        layers.commands().group();
        layers.choose(id("owl"));
        layers.commands().raise();
        assertThat(rows()).isEqualTo(" Group 1\n .fox\n>.owl\n Background\n");
        layers.commands().raise();
        assertThat(rows()).isEqualTo(" Group 1\n>.owl\n .fox\n Background\n");
        layers.commands().raise();
        assertThat(rows()).isEqualTo(">owl\n Group 1\n .fox\n Background\n");
        layers.commands().lower();
        assertThat(rows()).isEqualTo(" Group 1\n>.owl\n .fox\n Background\n");
    }

    @Test
    void a_layer_is_dropped_above_below_and_into() {
        place("owl");
        place("fox");
        layers.drop(id("fox"), row("owl"), LayersViewModel.Drop.BELOW);
        assertThat(rows()).isEqualTo(" owl\n>fox\n Background\n");
        layers.drop(id("Background"), row("owl"), LayersViewModel.Drop.ABOVE);
        assertThat(rows()).isEqualTo(" Background\n owl\n>fox\n");
        layers.commands().group();
        layers.drop(id("Background"), row("Group 1"), LayersViewModel.Drop.INTO);
        assertThat(rows()).isEqualTo(" owl\n>Group 1\n .Background\n .fox\n");
        layers.drop(id("Group 1"), row("fox"), LayersViewModel.Drop.ABOVE);
        assertThat(refusals).containsExactly(Refusal.INTO_ITSELF);
    }

    @Test
    void a_name_is_typed_and_a_blank_one_is_none() {
        layers.beginRename();
        layers.endRename("  Sky ");
        assertThat(rows()).isEqualTo(">Sky\n");
        layers.beginRename();
        layers.endRename(" ");
        assertThat(rows()).isEqualTo(">Sky\n");
        assertThat(layers.renaming().get()).isEmpty();
    }

    @Test
    void a_layer_mask_shows_what_is_selected_and_takes_the_brush() {
        place("owl");
        workspace.apply(
                new SelectionEdit.Rectangle(new IntRect(0, 0, 2, 2), Combine.REPLACE), "Select", Optional.empty());
        layers.commands().addMask();
        assertThat(rows()).startsWith(">owl (Mask)\n");
        assertThat(layers.maskChosen().get()).isTrue();
        layers.commands().toggleMask();
        assertThat(rows()).startsWith(">owl (Mask off)\n");
        layers.step(1, false);
        assertThat(layers.maskChosen().get()).as("another layer").isFalse();
        layers.step(-1, false);
        layers.commands().chooseMask(true);
        layers.commands().removeMask();
        assertThat(layers.maskChosen().get()).as("no mask any more").isFalse();
    }

    @Test
    void thumbnails_come_later_and_only_changed_layers_are_drawn_again() {
        place("owl");
        draw();
        assertThat(layers.rows()).allMatch(row -> row.thumbnail().isPresent());
        int argb = row("owl").thumbnail().orElseThrow().raster().argb(0, 0);
        assertThat(argb).isEqualTo(0xff0000ff);
        layers.commands().setBlend(BlendMode.MULTIPLY);
        assertThat(drawing).as("no pixel has changed").isEmpty();
        place("fox");
        assertThat(draw()).isEqualTo(1);
    }

    private int draw() {
        int drawn = 0;
        while (!drawing.isEmpty()) {
            drawing.poll().run();
            drawn++;
        }
        return drawn;
    }
}
