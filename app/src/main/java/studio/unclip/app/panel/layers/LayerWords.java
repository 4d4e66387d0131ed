package studio.unclip.app.panel.layers;

import java.util.Locale;
import studio.unclip.editor.document.BlendMode;

/** What layers have, in a person's words. */
final class LayerWords {
    private LayerWords() {}

    /** {@code Color dodge}: as other editors name it. */
    static String of(BlendMode mode) {
        String words = mode.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
