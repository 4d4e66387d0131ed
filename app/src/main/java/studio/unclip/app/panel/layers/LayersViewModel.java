package studio.unclip.app.panel.layers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.session.SessionListener;

/**
 * The document's layers, top first, those of closed groups left out; which of them is active and which are chosen. What
 * is done with them is in {@link LayerCommands}. Window thread.
 */
public final class LayersViewModel {
    private final Workspace workspace;
    private final LayerCommands commands;
    private final LayerThumbnails thumbnails;
    private final ObservableList<LayerRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<LayerRow>> active =
            new ReadOnlyObjectWrapper<>(this, "active", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<LayerId>> renaming =
            new ReadOnlyObjectWrapper<>(this, "renaming", Optional.empty());
    private final Set<LayerId> closed = new HashSet<>();
    private final Set<LayerId> chosen = new LinkedHashSet<>();

    /** Whether it is this list that changes the active layer: what is chosen stays then. */
    private boolean choosing;

    /**
     * @param workspace whose document's layers are shown
     * @param worker draws thumbnails
     * @param windowThread where this lives
     */
    public LayersViewModel(Workspace workspace, Executor worker, Executor windowThread) {
        this.workspace = workspace;
        this.commands = new LayerCommands(workspace, this::chosen, id -> !closed.contains(id));
        this.thumbnails = new LayerThumbnails(worker, windowThread, this::rebuild);
        workspace.addListener(new SessionListener() {
            @Override
            @SuppressWarnings("ReferenceEquality") // shared lists have the same layers
            public void documentChanged(Document before, Document after, IntRect dirty) {
                if (before.layers() != after.layers() || rows.isEmpty()) {
                    rebuild();
                }
            }

            @Override
            public void historyChanged() {
                // Not while a stroke goes on: only what it has come to is drawn.
                drawThumbnails();
            }

            @Override
            public void activeLayerChanged() {
                openGroupsAroundActive();
                if (!choosing) {
                    chosen.clear();
                }
                rebuild();
            }
        });
        rebuild();
        drawThumbnails();
    }

    /** Top first. */
    public ObservableList<LayerRow> rows() {
        return rows;
    }

    /** The layer that tools work on, as the list shows it; empty only where there is no layer. */
    public ReadOnlyObjectProperty<Optional<LayerRow>> active() {
        return active.getReadOnlyProperty();
    }

    /** What can be done with the layers. */
    public LayerCommands commands() {
        return commands;
    }

    /** The layer whose name is being typed. */
    public ReadOnlyObjectProperty<Optional<LayerId>> renaming() {
        return renaming.getReadOnlyProperty();
    }

    /** Chosen layers in no order, the active one among them. */
    public Set<LayerId> chosen() {
        Set<LayerId> all = new LinkedHashSet<>(chosen);
        workspace.activeLayer().get().ifPresent(all::add);
        all.removeIf(id -> workspace.document().get().layer(id).isEmpty());
        return all;
    }

    /** Makes a layer the active one, and the only chosen one. */
    public void choose(LayerId layer) {
        chosen.clear();
        activate(layer);
    }

    /** Chooses a layer beside the others, or no longer; the active one stays. */
    public void toggle(LayerId layer) {
        if (!chosen.remove(layer)) {
            chosen.add(layer);
        }
        rebuild();
    }

    /** Makes a layer the active one and chooses all listed between it and the one that was. */
    public void extendTo(LayerId layer) {
        int from = index(workspace.activeLayer().get());
        int to = index(Optional.of(layer));
        if (from >= 0 && to >= 0) {
            rows.subList(Math.min(from, to), Math.max(from, to) + 1).forEach(row -> chosen.add(row.id()));
        }
        activate(layer);
    }

    /**
     * Goes to another row of the list.
     *
     * @param by rows down from the active one; taken as far as there are any
     * @param extending whether those passed stay chosen
     */
    public void step(int by, boolean extending) {
        if (rows.isEmpty()) {
            return;
        }
        int from = Math.max(0, index(workspace.activeLayer().get()));
        LayerId next =
                rows.get(Math.clamp(from + (long) by, 0, rows.size() - 1)).id();
        if (extending) {
            extendTo(next);
        } else {
            choose(next);
        }
    }

    private int index(Optional<LayerId> layer) {
        for (int i = 0; i < rows.size(); i++) {
            if (Optional.of(rows.get(i).id()).equals(layer)) {
                return i;
            }
        }
        return -1;
    }

    private void activate(LayerId layer) {
        if (workspace.document().get().layer(layer).isPresent()) {
            choosing = true;
            workspace.activate(layer);
            choosing = false;
            rebuild();
        }
    }

    /** Whether brushes go to the active layer's mask. */
    public ReadOnlyBooleanProperty maskChosen() {
        return workspace.layerMaskChosen();
    }

    /** Lists a group's children, or no longer. Not a change of the document. */
    public void setOpen(LayerId group, boolean open) {
        if (open ? closed.remove(group) : closed.add(group)) {
            rebuild();
            drawThumbnails();
        }
    }

    /** The active layer's name is about to be typed. */
    public void beginRename() {
        renaming.set(workspace.activeLayer().get());
    }

    /** @param name typed; a blank one changes nothing */
    public void endRename(String name) {
        renaming.get().ifPresent(layer -> {
            renaming.set(Optional.empty());
            if (!name.isBlank()) {
                workspace.command(new LayerEdit.Rename(layer, name.strip()), "Rename layer");
            }
        });
    }

    /** Nothing was typed. */
    public void cancelRename() {
        renaming.set(Optional.empty());
    }

    /** Where a dragged layer goes, against a row of the list. */
    public enum Drop {
        ABOVE,
        BELOW,
        /** On top of what the group holds. */
        INTO
    }

    /** Puts a layer elsewhere; nothing if that is where it is. */
    public void drop(LayerId layer, LayerRow target, Drop where) {
        if (layer.equals(target.id())) {
            return;
        }
        List<Layer> without = LayerTree.replace(workspace.document().get().layers(), layer, _ -> null);
        Optional<LayerTree.Place> place = LayerTree.place(without, target.id());
        if (place.isEmpty()) {
            workspace.refuse(Refusal.INTO_ITSELF);
        } else if (where == Drop.INTO) {
            commands.move(layer, Optional.of(target.id()), Integer.MAX_VALUE);
        } else {
            int index = place.get().index();
            commands.move(layer, place.get().group(), where == Drop.ABOVE ? index + 1 : index);
        }
    }

    private void openGroupsAroundActive() {
        List<Layer> layers = workspace.document().get().layers();
        Optional<LayerId> at = workspace.activeLayer().get();
        while (at.isPresent()) {
            at = LayerTree.place(layers, at.get()).flatMap(LayerTree.Place::group);
            at.ifPresent(closed::remove);
        }
    }

    private void rebuild() {
        Optional<LayerId> now = workspace.activeLayer().get();
        List<LayerRow> next = new ArrayList<>();
        list(workspace.document().get().layers(), 0, true, next);
        next.replaceAll(row -> {
            boolean isActive = now.equals(Optional.of(row.id()));
            return row.with(isActive, isActive || chosen.contains(row.id()), thumbnails.of(row.id()));
        });
        // Only what differs, so that the list keeps its place and its focus.
        boolean sameLayers = next.size() == rows.size();
        for (int i = 0; sameLayers && i < next.size(); i++) {
            sameLayers = next.get(i).id().equals(rows.get(i).id());
        }
        if (sameLayers) {
            for (int i = 0; i < next.size(); i++) {
                if (!next.get(i).equals(rows.get(i))) {
                    rows.set(i, next.get(i));
                }
            }
        } else {
            rows.setAll(next);
        }
        active.set(rows.stream().filter(LayerRow::active).findFirst());
    }

    private void list(List<Layer> layers, int depth, boolean seen, List<LayerRow> result) {
        for (Layer layer : layers.reversed()) {
            boolean open = layer instanceof GroupLayer && !closed.contains(layer.id());
            boolean shown = seen && layer.visible();
            result.add(LayerRow.of(layer, depth, shown, open));
            if (open) {
                list(((GroupLayer) layer).children(), depth + 1, shown, result);
            }
        }
    }

    private void drawThumbnails() {
        Document document = workspace.document().get();
        List<Layer> listed =
                rows.stream().flatMap(row -> document.layer(row.id()).stream()).toList();
        thumbnails.want(document, listed);
    }
}
