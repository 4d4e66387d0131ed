package studio.unclip.app.panel.tray;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;

/** One tile of the tray. Window thread. */
public final class CandidateViewModel {
    private final int index;
    private final long seed;
    private final ReadOnlyObjectWrapper<CandidateState> state =
            new ReadOnlyObjectWrapper<>(this, "state", new CandidateState.Waiting());
    private final ReadOnlyObjectWrapper<Optional<Picture>> shown =
            new ReadOnlyObjectWrapper<>(this, "shown", Optional.empty());
    private final ReadOnlyBooleanWrapper best = new ReadOnlyBooleanWrapper(this, "best");
    private final ReadOnlyBooleanWrapper placed = new ReadOnlyBooleanWrapper(this, "placed");

    CandidateViewModel(int index, long seed) {
        this.index = index;
        this.seed = seed;
    }

    /** As the request counts, from 1. */
    public int number() {
        return index + 1;
    }

    /** The seed that makes this one alone. */
    public long seed() {
        return seed;
    }

    public ReadOnlyObjectProperty<CandidateState> state() {
        return state.getReadOnlyProperty();
    }

    /** The newest preview, then the finished picture. */
    public ReadOnlyObjectProperty<Optional<Picture>> shown() {
        return shown.getReadOnlyProperty();
    }

    /** Whether it is the best match with the prompt; known when all are made. */
    public ReadOnlyBooleanProperty best() {
        return best.getReadOnlyProperty();
    }

    /** Whether it is what the canvas shows. */
    public ReadOnlyBooleanProperty placed() {
        return placed.getReadOnlyProperty();
    }

    /** The finished candidate. */
    public Optional<Candidate> ready() {
        return state.get() instanceof CandidateState.Ready(Candidate candidate)
                ? Optional.of(candidate)
                : Optional.empty();
    }

    int index() {
        return index;
    }

    void making(double fraction) {
        if (ready().isEmpty()) {
            state.set(new CandidateState.Making(Math.clamp(fraction, 0, 1)));
        }
    }

    void preview(Picture guess) {
        if (ready().isEmpty()) {
            shown.set(Optional.of(guess));
        }
    }

    void finish(Candidate candidate) {
        shown.set(Optional.of(candidate.picture()));
        state.set(new CandidateState.Ready(candidate));
    }

    void markBest() {
        best.set(true);
    }

    void setPlaced(boolean now) {
        placed.set(now);
    }
}
