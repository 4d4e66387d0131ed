package studio.unclip.app.panel.tray;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Looking at one picture of the tray large, without putting it on the canvas. Window thread. */
public final class Looking {
    private final List<CandidateViewModel> candidates;
    private final ReadOnlyObjectWrapper<Optional<CandidateViewModel>> at =
            new ReadOnlyObjectWrapper<>(this, "at", Optional.empty());

    /** @param candidates of the tray as they stand in it */
    Looking(List<CandidateViewModel> candidates) {
        this.candidates = candidates;
    }

    /** The one that is looked at. */
    public ReadOnlyObjectProperty<Optional<CandidateViewModel>> at() {
        return at.getReadOnlyProperty();
    }

    /** Looks at one, if there is anything to be seen of it yet. */
    public void at(CandidateViewModel candidate) {
        if (candidate.shown().get().isPresent()) {
            at.set(Optional.of(candidate));
        }
    }

    /**
     * Looks at the one beside that which is looked at.
     *
     * @param by 1 for the next, -1 for the one before
     */
    public void further(int by) {
        at.get().ifPresent(now -> {
            int to = candidates.indexOf(now) + by;
            if (to >= 0 && to < candidates.size()) {
                at(candidates.get(to));
            }
        });
    }

    /**
     * Ends looking.
     *
     * @return whether one was looked at
     */
    public boolean away() {
        boolean was = at.get().isPresent();
        at.set(Optional.empty());
        return was;
    }
}
