package studio.unclip.editor.document;

import java.util.Locale;
import java.util.Optional;

/** The blend modes of the W3C's Compositing and Blending Level 1, computed in sRGB as given. */
public enum BlendMode {
    NORMAL,
    MULTIPLY,
    SCREEN,
    OVERLAY,
    DARKEN,
    LIGHTEN,
    COLOR_DODGE,
    COLOR_BURN,
    HARD_LIGHT,
    SOFT_LIGHT,
    DIFFERENCE,
    EXCLUSION,
    HUE,
    SATURATION,
    COLOR,
    LUMINOSITY;

    /** The standard's name: {@code color-dodge}. */
    public String cssName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of a standard's name, empty if there is none. */
    public static Optional<BlendMode> ofCssName(String name) {
        for (BlendMode mode : values()) {
            if (mode.cssName().equals(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
