package studio.unclip.editor.document;

import java.util.Objects;

/** Where a layer's pixels came from, as its maker wrote it down (a recipe's JSON): opaque text to the editor. */
public record Provenance(String text) {
    public Provenance {
        Objects.requireNonNull(text);
    }
}
