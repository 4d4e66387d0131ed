package studio.unclip.editor.document;

import java.util.Objects;
import java.util.Optional;

/**
 * What every kind of layer has.
 *
 * @param opacity 0 (invisible) to 1
 * @param locked whether its pixels and place are kept from edits
 */
public record LayerProperties(
        LayerId id,
        String name,
        float opacity,
        boolean visible,
        boolean locked,
        BlendMode blend,
        Optional<LayerMask> mask,
        Optional<Provenance> provenance) {

    public LayerProperties {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(blend);
        Objects.requireNonNull(mask);
        Objects.requireNonNull(provenance);
        // The negated form also refuses NaN.
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity must be 0 to 1, not " + opacity);
        }
    }

    /** Opaque, visible, not locked, normal, without a mask. */
    public static LayerProperties named(LayerId id, String name) {
        return new LayerProperties(id, name, 1, true, false, BlendMode.NORMAL, Optional.empty(), Optional.empty());
    }

    public LayerProperties withId(LayerId value) {
        return new LayerProperties(value, name, opacity, visible, locked, blend, mask, provenance);
    }

    public LayerProperties withName(String value) {
        return new LayerProperties(id, value, opacity, visible, locked, blend, mask, provenance);
    }

    public LayerProperties withOpacity(float value) {
        return new LayerProperties(id, name, value, visible, locked, blend, mask, provenance);
    }

    public LayerProperties withVisible(boolean value) {
        return new LayerProperties(id, name, opacity, value, locked, blend, mask, provenance);
    }

    public LayerProperties withLocked(boolean value) {
        return new LayerProperties(id, name, opacity, visible, value, blend, mask, provenance);
    }

    public LayerProperties withBlend(BlendMode value) {
        return new LayerProperties(id, name, opacity, visible, locked, value, mask, provenance);
    }

    public LayerProperties withMask(Optional<LayerMask> value) {
        return new LayerProperties(id, name, opacity, visible, locked, blend, value, provenance);
    }

    public LayerProperties withProvenance(Optional<Provenance> value) {
        return new LayerProperties(id, name, opacity, visible, locked, blend, mask, value);
    }
}
