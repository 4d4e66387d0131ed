package studio.unclip.editor.file.ora;

import java.util.Optional;
import studio.unclip.editor.document.BlendMode;

/** Blend modes as OpenRaster names them ({@code composite-op}; the specification's layer stack page). */
final class OraBlend {
    private OraBlend() {}

    static String name(BlendMode mode) {
        return switch (mode) {
            case NORMAL -> "svg:src-over";
            // The specification has no exclusion; Krita, which has, writes and reads its own name.
            case EXCLUSION -> "krita:exclusion";
            default -> "svg:" + mode.cssName();
        };
    }

    /** Empty if this studio does not have the mode. */
    static Optional<BlendMode> mode(String name) {
        if (name.equals("svg:src-over")) {
            return Optional.of(BlendMode.NORMAL);
        }
        int colon = name.indexOf(':');
        String prefix = name.substring(0, Math.max(0, colon));
        return prefix.equals("svg") || prefix.equals("krita")
                ? BlendMode.ofCssName(name.substring(colon + 1)).filter(mode -> mode != BlendMode.NORMAL)
                : Optional.empty();
    }
}
