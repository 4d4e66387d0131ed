package studio.unclip.editor.document;

import java.util.Optional;

/** One sheet of a document. */
public sealed interface Layer permits PixelLayer, GroupLayer {
    LayerProperties properties();

    /** This layer with other properties and the same contents. */
    Layer withProperties(LayerProperties value);

    default LayerId id() {
        return properties().id();
    }

    default String name() {
        return properties().name();
    }

    /** 0 to 1. */
    default float opacity() {
        return properties().opacity();
    }

    default boolean visible() {
        return properties().visible();
    }

    default boolean locked() {
        return properties().locked();
    }

    default BlendMode blend() {
        return properties().blend();
    }

    default Optional<LayerMask> mask() {
        return properties().mask();
    }

    default Optional<Provenance> provenance() {
        return properties().provenance();
    }
}
