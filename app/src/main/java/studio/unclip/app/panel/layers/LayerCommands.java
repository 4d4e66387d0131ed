package studio.unclip.app.panel.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.MaskEdit;

/**
 * What a person does with the active layer, or with all that are chosen: each one entry in the history; what the document
 * does not allow is told by the workspace. Window thread.
 */
public final class LayerCommands {
    private final Workspace workspace;
    private final Supplier<Set<LayerId>> chosen;
    private final Predicate<LayerId> open;

    /**
     * @param chosen layers, the active one among them
     * @param open whether a group's children are listed
     */
    LayerCommands(Workspace workspace, Supplier<Set<LayerId>> chosen, Predicate<LayerId> open) {
        this.workspace = workspace;
        this.chosen = chosen;
        this.open = open;
    }

    /** A new empty layer right above the active one. */
    public void add() {
        workspace.command(
                new LayerEdit.Add(freeName("Layer"), workspace.activeLayer().get()), "New layer");
    }

    public void duplicate() {
        onActive(layer -> workspace.command(
                new LayerEdit.Duplicate(layer.id(), layer.name() + " copy"), "Duplicate " + layer.name()));
    }

    public void delete() {
        onActive(layer -> workspace.command(new LayerEdit.Delete(layer.id()), "Delete " + layer.name()));
    }

    public void mergeDown() {
        onActive(layer -> workspace.commandLater(new LayerEdit.MergeDown(layer.id()), "Merge down"));
    }

    /** Joins all visible layers to one. */
    public void flatten() {
        workspace.commandLater(new LayerEdit.Flatten("Picture"), "Flatten picture");
    }

    /** Puts the chosen layers into a new group. */
    public void group() {
        List<LayerId> layers = new ArrayList<>(chosen.get());
        if (!layers.isEmpty()) {
            workspace.command(new LayerEdit.Group(layers, freeName("Group")), "Group layers");
        }
    }

    public void ungroup() {
        onActive(layer -> workspace.command(new LayerEdit.Ungroup(layer.id()), "Ungroup"));
    }

    /** One place up in the list: into an open group from below, out of a group at its top. */
    public void raise() {
        onActive(layer -> place(layer).ifPresent(place -> {
            List<Layer> siblings = LayerTree.siblings(document().layers(), place.group());
            if (place.index() < siblings.size() - 1) {
                Layer above = siblings.get(place.index() + 1);
                if (above instanceof GroupLayer && open.test(above.id())) {
                    move(layer.id(), Optional.of(above.id()), 0);
                } else {
                    move(layer.id(), place.group(), place.index() + 1);
                }
            } else {
                outside(place).ifPresent(outer -> move(layer.id(), outer.group(), outer.index() + 1));
            }
        }));
    }

    /** One place down in the list: into an open group from above, out of a group at its bottom. */
    public void lower() {
        onActive(layer -> place(layer).ifPresent(place -> {
            if (place.index() > 0) {
                Layer below =
                        LayerTree.siblings(document().layers(), place.group()).get(place.index() - 1);
                if (below instanceof GroupLayer && open.test(below.id())) {
                    move(layer.id(), Optional.of(below.id()), Integer.MAX_VALUE);
                } else {
                    move(layer.id(), place.group(), place.index() - 1);
                }
            } else {
                outside(place).ifPresent(outer -> move(layer.id(), outer.group(), outer.index()));
            }
        }));
    }

    /** Where the group around a place stands. */
    private Optional<LayerTree.Place> outside(LayerTree.Place place) {
        return place.group().flatMap(group -> LayerTree.place(document().layers(), group));
    }

    /** @param index in the group once the layer has left its old place, 0 at the bottom */
    void move(LayerId layer, Optional<LayerId> group, int index) {
        workspace.command(new LayerEdit.Move(layer, group, index), "Move layer");
    }

    /** Shows a layer or hides it. */
    public void setVisible(LayerId layer, boolean visible) {
        workspace.command(new LayerEdit.SetVisible(layer, visible), visible ? "Show layer" : "Hide layer");
    }

    public void setLocked(LayerId layer, boolean locked) {
        workspace.command(new LayerEdit.SetLocked(layer, locked), locked ? "Lock layer" : "Unlock layer");
    }

    /** Shows the active layer or hides it. */
    public void toggleVisible() {
        onActive(layer -> setVisible(layer.id(), !layer.visible()));
    }

    public void toggleLocked() {
        onActive(layer -> setLocked(layer.id(), !layer.locked()));
    }

    public void setBlend(BlendMode mode) {
        onActive(layer ->
                workspace.command(new LayerEdit.SetBlend(layer.id(), mode), "Blend mode: " + LayerWords.of(mode)));
    }

    /**
     * Shows the active layer at an opacity, which {@link #keepOpacity} makes one entry.
     *
     * @param opacity 0 to 1
     */
    public void previewOpacity(float opacity) {
        onActive(layer -> workspace
                .preview(new LayerEdit.SetOpacity(layer.id(), opacity), "Opacity of " + layer.name(), Optional.empty())
                .ifPresent(workspace::refuse));
    }

    /** The opacity that is shown is meant. */
    public void keepOpacity() {
        workspace.finishGesture();
    }

    /** Gives the active layer a mask: what is selected shows; with no selection all of it does. */
    public void addMask() {
        onActive(layer -> {
            Edit edit = document().selection().isAll()
                    ? new LayerEdit.SetMask(layer.id(), Optional.of(LayerMask.REVEAL))
                    : new LayerEdit.MaskFromSelection(layer.id());
            workspace.command(edit, "Add layer mask");
            workspace.chooseLayerMask(true);
        });
    }

    public void removeMask() {
        onActive(layer -> workspace.command(new LayerEdit.SetMask(layer.id(), Optional.empty()), "Remove layer mask"));
    }

    /** Takes the mask into account or not; it stays. */
    public void toggleMask() {
        onActive(layer -> layer.mask().ifPresent(mask -> {
            LayerMask other = new LayerMask(mask.coverage(), !mask.enabled());
            workspace.command(
                    new LayerEdit.SetMask(layer.id(), Optional.of(other)),
                    other.enabled() ? "Layer mask on" : "Layer mask off");
        }));
    }

    public void invertMask() {
        onActive(layer -> workspace.commandLater(
                new MaskEdit.Invert(new PaintTarget.LayerMaskOf(layer.id())), "Invert layer mask"));
    }

    /** Whether brushes go to the active layer's mask. */
    public void chooseMask(boolean mask) {
        workspace.chooseLayerMask(mask);
    }

    /** {@code Layer 3}: the first that no layer has. */
    private String freeName(String word) {
        List<String> taken = new ArrayList<>();
        LayerTree.forEach(document().layers(), layer -> taken.add(layer.name()));
        int number = 1;
        while (taken.contains(word + " " + number)) {
            number++;
        }
        return word + " " + number;
    }

    private Document document() {
        return workspace.document().get();
    }

    private Optional<LayerTree.Place> place(Layer layer) {
        return LayerTree.place(document().layers(), layer.id());
    }

    private void onActive(Consumer<Layer> what) {
        workspace.activeLayer().get().flatMap(document()::layer).ifPresent(what);
    }
}
