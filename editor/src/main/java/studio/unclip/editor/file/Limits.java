package studio.unclip.editor.file;

import java.util.Locale;
import studio.unclip.editor.document.DocumentLimits;

/**
 * What a file may ask for. Checked against what a file says of itself before anything is decoded, and again while bytes
 * come out of a decompressor, because a file may lie.
 *
 * @param maxSide most pixels along one side of a picture or layer
 * @param maxPixels most pixels of one picture or layer
 * @param maxTotalPixels most pixels of all layers of one file together
 * @param maxLayers most layers and groups of one file
 * @param maxDepth most groups inside each other
 * @param maxEntries most entries of an archive
 * @param maxRatio most bytes out of one compressed byte, once an entry is larger than {@link #RATIO_FREE_BYTES}
 * @param maxXmlBytes most bytes of an XML or JSON entry
 * @param maxMetadataBytes most bytes of one kept piece of metadata (a profile, EXIF, a text)
 * @param heap asked before pixels are allocated
 */
public record Limits(
        int maxSide,
        long maxPixels,
        long maxTotalPixels,
        int maxLayers,
        int maxDepth,
        int maxEntries,
        int maxRatio,
        int maxXmlBytes,
        int maxMetadataBytes,
        Heap heap) {

    /** Below this, a ratio says nothing: an empty picture packs a thousand to one. */
    public static final long RATIO_FREE_BYTES = 16 << 20;

    /** Deflate packs at most 1,032 to 1; a zip in a PNG in a zip would show as more. */
    private static final int DEFLATE_RATIO = 1_040;

    /** What the studio reads: whatever a document may be, and no more. */
    public static Limits standard() {
        return new Limits(
                DocumentLimits.MAX_SIDE,
                DocumentLimits.MAX_PIXELS,
                DocumentLimits.MAX_TOTAL_PIXELS,
                DocumentLimits.MAX_LAYERS,
                DocumentLimits.MAX_DEPTH,
                10_000,
                DEFLATE_RATIO,
                16 << 20,
                16 << 20,
                Heap.ofThisProcess());
    }

    /** @throws FileProblem if a picture of this size is not read here */
    public void checkSize(long width, long height) throws FileProblem {
        if (width < 1 || height < 1) {
            throw FileProblem.damaged("its size is given as " + width + " x " + height + " pixels");
        }
        if (width > maxSide || height > maxSide || width * height > maxPixels) {
            throw FileProblem.tooLarge(String.format(
                    Locale.ROOT,
                    "%,d x %,d pixels; at most %,d a side and %,d million in all are read",
                    width,
                    height,
                    maxSide,
                    maxPixels / 1_000_000));
        }
    }

    /**
     * @param bytes that will be held at the same time
     * @throws FileProblem if there is not so much memory; nothing has been allocated then
     */
    public void checkMemory(long bytes) throws FileProblem {
        if (!heap.has(bytes)) {
            throw FileProblem.tooLargeForMemory(bytes);
        }
    }
}
