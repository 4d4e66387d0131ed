package studio.unclip.app.panel.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.history.Thumbnail;

/**
 * One layer as the list shows it.
 *
 * @param depth how many groups it lies in
 * @param seen whether it and all groups around it are visible
 * @param group whether it is one
 * @param open of a group: whether its children are listed
 * @param mask whether its mask is taken into account; empty: it has none
 * @param active whether it is the one that tools work on
 * @param chosen whether it is among those that are grouped; the active one always is
 * @param thumbnail its pixels; empty until they are drawn
 */
public record LayerRow(
        LayerId id,
        String name,
        int depth,
        boolean visible,
        boolean seen,
        boolean locked,
        float opacity,
        BlendMode blend,
        boolean group,
        boolean open,
        Optional<Boolean> mask,
        boolean active,
        boolean chosen,
        Optional<Thumbnail> thumbnail) {

    /** What differs from a plain layer, in a few words; empty if nothing does. */
    public String details() {
        List<String> words = new ArrayList<>();
        if (opacity < 1) {
            words.add(Math.round(opacity * 100) + " %");
        }
        if (blend != BlendMode.NORMAL) {
            words.add(LayerWords.of(blend));
        }
        mask.ifPresent(on -> words.add(on ? "Mask" : "Mask off"));
        return String.join(" · ", words);
    }

    /** For a screen reader. */
    public String spoken() {
        List<String> words = new ArrayList<>();
        words.add(name);
        words.add(group ? (open ? "group, open" : "group, closed") : "layer");
        if (active) {
            words.add("active");
        } else if (chosen) {
            words.add("chosen");
        }
        if (!visible) {
            words.add("hidden");
        }
        if (locked) {
            words.add("locked");
        }
        if (!details().isEmpty()) {
            words.add(details());
        }
        return String.join(", ", words);
    }

    /** Without thumbnail, not the active one. */
    static LayerRow of(Layer layer, int depth, boolean seen, boolean open) {
        return new LayerRow(
                layer.id(),
                layer.name(),
                depth,
                layer.visible(),
                seen,
                layer.locked(),
                layer.opacity(),
                layer.blend(),
                layer instanceof GroupLayer,
                open,
                layer.mask().map(LayerMask::enabled),
                false,
                false,
                Optional.empty());
    }

    LayerRow with(boolean nowActive, boolean nowChosen, Optional<Thumbnail> picture) {
        return new LayerRow(
                id, name, depth, visible, seen, locked, opacity, blend, group, open, mask, nowActive, nowChosen,
                picture);
    }
}
