package studio.unclip.editor.tool;

import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;

/**
 * What a tool may see.
 *
 * @param document as it is now
 * @param activeLayer the layer chosen in the layers' list
 * @param scale screen pixels per document pixel
 */
public record ToolView(Document document, Optional<LayerId> activeLayer, double scale) {
    public ToolView {
        Objects.requireNonNull(document);
        Objects.requireNonNull(activeLayer);
    }
}
