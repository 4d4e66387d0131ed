package studio.unclip.app.generate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.edit.ReplacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.session.EditOutcome;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.RecipeJson;

/**
 * Where the results of one request go, and which states of the document they became. A generated picture lands as a new
 * layer on top, also when the document has changed since it was asked for, so no result is ever lost. Trying one
 * candidate after the other changes that layer, one entry each; a candidate that was tried before is gone back to. Window
 * thread.
 */
public final class ResultTarget {
    private static final int LONGEST_LABEL = 60;

    private final Workspace workspace;

    /** By the candidate's index. */
    private final Map<Integer, Placed> placed = new HashMap<>();

    /** @param layer the one it lies on */
    private record Placed(Revision revision, LayerId layer) {}

    /** @param workspace gets the results */
    public ResultTarget(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Lays the candidate on the canvas, in its middle, with its recipe; or goes back to where it already is.
     *
     * @return why the document did not take it, if it did not
     */
    public Optional<Refusal> place(Candidate candidate) {
        Placed before = placed.get(candidate.index());
        if (before != null && workspace.goTo(before.revision())) {
            return Optional.empty();
        }
        Optional<LayerId> other = shown().map(Placed::layer);
        Picture picture = candidate.picture();
        workspace.fitEmptyCanvas(new IntSize(picture.width(), picture.height()));
        LayerId layer =
                other.orElseGet(() -> new LayerId(workspace.document().get().nextLayer()));
        String label = label(candidate.recipe().prompt());
        String recipe = RecipeJson.write(candidate.recipe());
        Edit edit = edit(picture, label, new Provenance(recipe), other);
        return switch (workspace.apply(edit, label, Optional.of(recipe))) {
            case EditOutcome.Refused(Refusal why) -> Optional.of(why);
            case EditOutcome.Changed _, EditOutcome.Unchanged _ -> {
                placed.put(candidate.index(), new Placed(workspace.revision(), layer));
                yield Optional.empty();
            }
        };
    }

    private Edit edit(Picture picture, String name, Provenance provenance, Optional<LayerId> inPlaceOf) {
        Raster pixels = Raster.owning(picture.width(), picture.height(), picture.toRgba());
        IntSize canvas = workspace.document().get().size();
        int x = Math.floorDiv(canvas.width() - picture.width(), 2);
        int y = Math.floorDiv(canvas.height() - picture.height(), 2);
        return inPlaceOf
                .<Edit>map(layer -> new ReplacePicture(layer, pixels, x, y, Optional.of(provenance)))
                .orElseGet(() -> new PlacePicture(name, pixels, x, y, Optional.of(provenance)));
    }

    /** Whether the canvas is as it was when this candidate was laid on it. */
    public boolean shows(int candidate) {
        Placed where = placed.get(candidate);
        return where != null && where.revision().equals(workspace.revision());
    }

    /** Whether any candidate was ever laid on the canvas. */
    public boolean used() {
        return !placed.isEmpty();
    }

    private Optional<Placed> shown() {
        Revision now = workspace.revision();
        return placed.values().stream()
                .filter(where -> where.revision().equals(now))
                .findFirst();
    }

    private static String label(String prompt) {
        return prompt.length() <= LONGEST_LABEL
                ? prompt
                : prompt.substring(0, LONGEST_LABEL - 1).stripTrailing() + "…";
    }
}
