package studio.unclip.app.panel.tray;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import studio.unclip.app.results.StoredPicture;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;

/** One tile of the tray. Window thread. */
public final class CandidateViewModel {
    private final RoundViewModel round;
    private final int index;
    private final long seed;
    private final ReadOnlyObjectWrapper<CandidateState> state =
            new ReadOnlyObjectWrapper<>(this, "state", new CandidateState.Waiting());
    private final ReadOnlyObjectWrapper<Optional<Picture>> shown =
            new ReadOnlyObjectWrapper<>(this, "shown", Optional.empty());
    private final ReadOnlyBooleanWrapper best = new ReadOnlyBooleanWrapper(this, "best");
    private final ReadOnlyBooleanWrapper placed = new ReadOnlyBooleanWrapper(this, "placed");
    private Optional<StoredPicture> stored = Optional.empty();

    /** Of one that is to be made. */
    CandidateViewModel(RoundViewModel round, int index, long seed) {
        this.round = round;
        this.index = index;
        this.seed = seed;
    }

    /** Of one that was made before. */
    CandidateViewModel(RoundViewModel round, StoredPicture picture) {
        this(round, picture.number() - 1, picture.recipe().seed());
        stored = Optional.of(picture);
        letGo();
    }

    /** The request it is of. */
    public RoundViewModel round() {
        return round;
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

    /** The newest preview, then the finished picture; of one that is only in its file a small copy. */
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

    /** The finished candidate, where it is held in memory. */
    public Optional<Candidate> ready() {
        return state.get() instanceof CandidateState.Ready(Candidate candidate)
                ? Optional.of(candidate)
                : Optional.empty();
    }

    /** Whether it is made, in memory or in its file. */
    public boolean finished() {
        return state.get() instanceof CandidateState.Ready || state.get() instanceof CandidateState.Stored;
    }

    /** Everything that made it, once it is finished. */
    public Optional<Recipe> recipe() {
        return switch (state.get()) {
            case CandidateState.Ready(Candidate candidate) -> Optional.of(candidate.recipe());
            case CandidateState.Stored kept -> Optional.of(kept.picture().recipe());
            default -> Optional.empty();
        };
    }

    /** See {@link Candidate#score}. */
    public OptionalDouble score() {
        return switch (state.get()) {
            case CandidateState.Ready(Candidate candidate) -> candidate.score();
            case CandidateState.Stored kept -> kept.score();
            default -> OptionalDouble.empty();
        };
    }

    /** See {@link Candidate#warnings}. */
    public Set<Candidate.Warning> warnings() {
        return switch (state.get()) {
            case CandidateState.Ready(Candidate candidate) -> candidate.warnings();
            case CandidateState.Stored kept -> kept.warnings();
            default -> Set.of();
        };
    }

    /** Its file, once it is written. */
    public Optional<StoredPicture> stored() {
        return stored;
    }

    int index() {
        return index;
    }

    void making(double fraction) {
        if (!finished()) {
            state.set(new CandidateState.Making(Math.clamp(fraction, 0, 1)));
        }
    }

    void preview(Picture guess) {
        if (!finished()) {
            shown.set(Optional.of(guess));
        }
    }

    void finish(Candidate candidate) {
        if (shown.get().isEmpty() || candidate.result() instanceof Result.Whole) {
            // Parts alone say little: the last preview stays until the whole is in its file.
            shown.set(Optional.of(candidate.picture()));
        }
        state.set(new CandidateState.Ready(candidate));
    }

    /** It is on the disk. */
    void storedAs(StoredPicture picture) {
        stored = Optional.of(picture);
        // What was painted into a picture is seen in it, not by itself.
        ready().filter(candidate -> candidate.result() instanceof Result.Patches)
                .ifPresent(_ -> shown.set(Optional.of(picture.thumbnail())));
    }

    /** Leaves in memory what a tile needs; nothing for one that is not on the disk. */
    void letGo() {
        stored.ifPresent(picture -> {
            CandidateState.Stored kept = new CandidateState.Stored(picture, score(), warnings());
            shown.set(Optional.of(picture.thumbnail()));
            state.set(kept);
        });
    }

    /** Bytes of pixels held in memory. */
    long bytes() {
        return ready().map(candidate -> switch (candidate.result()) {
                    case Result.Whole(Picture picture) -> bytes(picture);
                    case Result.Patches patches ->
                        patches.patches().stream()
                                .mapToLong(patch -> bytes(patch.pixels()))
                                .sum();
                })
                .orElse(0L);
    }

    private static long bytes(Picture picture) {
        return 4L * picture.width() * picture.height();
    }

    void markBest() {
        best.set(true);
    }

    void setPlaced(boolean now) {
        placed.set(now);
    }
}
