package studio.unclip.app.edit;

import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.edit.LandPatches;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.patch.ChangeCount;
import studio.unclip.editor.patch.Patch;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Result;

/**
 * Lays what the engine painted into a document: wholly where it was to be painted, blended in a ring around, and nowhere
 * else; the count says so.
 *
 * @param edit that does it to the document, or to one of the same size that was changed since
 * @param document with the result in it, on a layer of its own
 * @param before the document as it was, its canvas already as large as the result's
 * @param changed how many pixels look different, and where
 */
public record Landing(LandPatches edit, Document document, Document before, ChangeCount changed) {

    /**
     * Lays patches in. Takes the time of comparing the whole picture: not on the window's thread.
     *
     * @param document that was asked about
     * @param repaint 255 where it was to be painted, in the pixels of the result's canvas; for a larger canvas {@link
     *     #newSides} too
     * @param ring around it, 0 for none
     * @param layer name of the layer that the patches become
     * @param provenance of the layer
     */
    public static Landing of(
            Document document,
            Result.Patches result,
            MaskMap repaint,
            BlendRing ring,
            String layer,
            Optional<Provenance> provenance) {
        IntSize size = new IntSize(result.width(), result.height());
        List<Patch> patches = result.patches().stream()
                .map(patch -> laid(patch, repaint, ring, size))
                .toList();
        LandPatches edit = new LandPatches(size, result.x(), result.y(), patches, layer, provenance);
        Document before = edit.grown(document);
        Document after = edit.edited(document);
        return new Landing(edit, after, before, ChangeCount.between(before, after, repaint, ring));
    }

    private static Patch laid(
            studio.unclip.inference.api.Patch patch, MaskMap repaint, BlendRing ring, IntSize canvas) {
        IntRect area = new IntRect(
                patch.area().x(),
                patch.area().y(),
                patch.area().width(),
                patch.area().height());
        return new Patch(area, raster(patch.pixels()), ring.coverage(repaint, area, canvas.toRect()));
    }

    /** What a larger canvas adds around the old picture: 255 there, 0 on the old picture. */
    public static MaskMap newSides(Result.Patches result, IntSize old) {
        IntRect whole = new IntRect(0, 0, result.width(), result.height());
        return Masks.combine(
                Masks.rectangle(whole),
                Masks.rectangle(new IntRect(result.x(), result.y(), old.width(), old.height())),
                Combine.SUBTRACT,
                whole);
    }

    private static Raster raster(Picture picture) {
        return Raster.owning(picture.width(), picture.height(), picture.toRgba());
    }
}
