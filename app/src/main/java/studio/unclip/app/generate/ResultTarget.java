package studio.unclip.app.generate;

import java.util.Optional;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.RecipeJson;

/**
 * Where the results of a request belong: the state of the document in which it was asked. A generated picture always
 * lands as a new layer on top, also when the document has changed since, so no result is ever lost.
 */
public record ResultTarget(Revision asked) {
    private static final int LONGEST_LABEL = 60;

    /** The document as it is now. */
    public static ResultTarget now(Workspace workspace) {
        return new ResultTarget(workspace.revision());
    }

    /** Whether the document is another one than when the request was made. */
    public boolean changedSince(Workspace workspace) {
        return !workspace.revision().equals(asked);
    }

    /** Lays the candidate on the canvas, in its middle: one layer, one entry with its recipe. */
    public void place(Candidate candidate, Workspace workspace) {
        Picture picture = candidate.picture();
        workspace.fitEmptyCanvas(new IntSize(picture.width(), picture.height()));
        IntSize canvas = workspace.document().get().size();
        String label = label(candidate.recipe().prompt());
        String recipe = RecipeJson.write(candidate.recipe());
        PlacePicture edit = new PlacePicture(
                label,
                Raster.owning(picture.width(), picture.height(), picture.toRgba()),
                Math.floorDiv(canvas.width() - picture.width(), 2),
                Math.floorDiv(canvas.height() - picture.height(), 2),
                Optional.of(new Provenance(recipe)));
        workspace.apply(edit, label, Optional.of(recipe));
    }

    private static String label(String prompt) {
        return prompt.length() <= LONGEST_LABEL
                ? prompt
                : prompt.substring(0, LONGEST_LABEL - 1).stripTrailing() + "…";
    }
}
