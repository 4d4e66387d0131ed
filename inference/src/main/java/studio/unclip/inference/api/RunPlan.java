package studio.unclip.inference.api;

import java.util.List;

/**
 * What a job will run and need. Bytes are estimates from the pack and the settings.
 *
 * @param parts in running order
 * @param peakBytes most memory at one time
 * @param budgetBytes what the generator may use
 * @param views the squares that the model is shown, one after the other, in the result's pixels: around a mask, along a
 *     border, tile by tile, or all of it; a square may reach beyond the result. Empty for a question about pictures
 * @param tiles how many of the views, the last ones, give only its own sharpness to what was painted in the others
 */
public record RunPlan(List<Part> parts, long peakBytes, long budgetBytes, List<PixelRect> views, int tiles) {

    public RunPlan {
        parts = List.copyOf(parts);
        views = List.copyOf(views);
        if (tiles < 0 || tiles > views.size()) {
            throw new IllegalArgumentException(tiles + " of " + views.size() + " views");
        }
    }

    /** One whose views are all painted in. */
    public RunPlan(List<Part> parts, long peakBytes, long budgetBytes, List<PixelRect> views) {
        this(parts, peakBytes, budgetBytes, views, 0);
    }

    /** The views in which something is painted. */
    public List<PixelRect> paintedViews() {
        return views.subList(0, views.size() - tiles);
    }

    /** Whether the job fits into the budget. If not it is not run: it fails with {@link JobFailure.OutOfMemory}. */
    public boolean fits() {
        return peakBytes <= budgetBytes;
    }

    /** Whether not all networks fit together, so that some are loaded when their part comes and closed after it. */
    public boolean inTurn() {
        return parts.stream().anyMatch(part -> !part.staysLoaded());
    }

    /** Whether some networks work in overlapping tiles, because they do not fit otherwise. */
    public boolean inTiles() {
        return parts.stream().anyMatch(Part::inTiles);
    }

    /**
     * One network's share of the job: a diffusion stage, or an encoder.
     *
     * @param name the stage's name, or the component's
     * @param component the pack's component
     * @param steps denoising steps for one candidate (1 for encoders)
     * @param rows rows of one call: 2 with guidance, else 1
     * @param weightBytes weights in memory
     * @param activationBytes working memory of one call
     * @param staysLoaded not closed after its part
     * @param inTiles whether it makes its picture in overlapping tiles, a call for each; working memory is a tile's then
     */
    public record Part(
            String name,
            String component,
            int steps,
            int rows,
            long weightBytes,
            long activationBytes,
            boolean staysLoaded,
            boolean inTiles) {}
}
