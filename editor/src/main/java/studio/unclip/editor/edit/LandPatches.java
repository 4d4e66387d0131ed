package studio.unclip.editor.edit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.patch.Patch;

/**
 * Lays all of a model's patches in at once: the canvas grows first where the result is larger, then the patches become
 * one new layer on top.
 *
 * @param size of the canvas that results
 * @param dx the column of the larger canvas where the old one's left edge comes to lie
 * @param dy likewise its row
 * @param patches at least one, in pixels of the canvas that results; a later one lies over an earlier one
 */
public record LandPatches(
        IntSize size, int dx, int dy, List<Patch> patches, String layerName, Optional<Provenance> provenance)
        implements Edit {
    public LandPatches {
        Objects.requireNonNull(size);
        Objects.requireNonNull(layerName);
        Objects.requireNonNull(provenance);
        patches = List.copyOf(patches);
        if (patches.isEmpty()) {
            throw new IllegalArgumentException("nothing to lay in");
        }
    }

    /** The document with its canvas as large as the result's, and nothing laid in: what a count compares with. */
    public Document grown(Document document) {
        return new ResizeCanvas(size, dx, dy, false).edited(document);
    }

    @Override
    public Document edited(Document document) {
        Document after =
                laid(grown(document), patches.getFirst(), new ApplyPatch.Target.NewLayer(layerName, provenance));
        Layer layer = after.layers().getLast();
        for (Patch patch : patches.subList(1, patches.size())) {
            after = laid(after, patch, new ApplyPatch.Target.Into(layer.id()));
        }
        return after;
    }

    private static Document laid(Document document, Patch patch, ApplyPatch.Target target) {
        return new ApplyPatch(patch, target).edited(document);
    }
}
