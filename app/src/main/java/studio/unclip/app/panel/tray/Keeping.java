package studio.unclip.app.panel.tray;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.results.PictureStore;
import studio.unclip.app.results.StoredPicture;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;

/**
 * Writes every finished picture into the store at once, and lets go of the pixels of older ones then. One that could not be
 * written stays in memory and is written again with the next. Window thread; written on another.
 */
final class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    /** Larger documents are stored as the part of them that was painted. */
    private static final long MOST_PIXELS = 64L << 20;

    /** Pixels of earlier rounds that are held in memory, so that the last few are on the canvas at once. */
    private static final long MOST_BYTES = 64L << 20;

    private final PictureStore store;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<String> problems;

    /** In which files the pictures of a round are. */
    private final Map<RoundViewModel, PictureStore.Shelf> shelves = new HashMap<>();

    private final Set<CandidateViewModel> failed = new LinkedHashSet<>();
    private final Set<CandidateViewModel> discarded = new LinkedHashSet<>();

    /** How a write went. */
    private sealed interface Outcome {
        record Written(StoredPicture picture) implements Outcome {}

        /** @param why a sentence's end */
        record Refused(String why) implements Outcome {}
    }

    Keeping(PictureStore store, Executor background, Executor windowThread, Consumer<String> problems) {
        this.store = store;
        this.background = background;
        this.windowThread = windowThread;
        this.problems = problems;
    }

    PictureStore store() {
        return store;
    }

    /** Finished pictures that could not be written. */
    int unwritten() {
        return failed.size();
    }

    /** Writes one that has just been finished. */
    void keep(CandidateViewModel one) {
        one.ready()
                .ifPresent(candidate -> background.execute(() -> {
                    Outcome outcome = write(one, candidate);
                    windowThread.execute(() -> written(one, outcome));
                }));
    }

    /** On another thread. */
    private Outcome write(CandidateViewModel one, Candidate candidate) {
        try {
            Picture picture = one.round().target().whole(candidate, MOST_PIXELS);
            return new Outcome.Written(shelf(one.round()).put(one.number(), picture, candidate.recipe()));
        } catch (IOException e) {
            LOG.warn("a finished picture was not written", e);
            return new Outcome.Refused(e.getMessage());
        } catch (OutOfMemoryError e) {
            LOG.error("a finished picture was not written", e);
            return new Outcome.Refused("there was not enough memory");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a finished picture was not written", e);
            return new Outcome.Refused("a fault of the program; the log has the details");
        }
    }

    private PictureStore.Shelf shelf(RoundViewModel round) {
        synchronized (shelves) {
            return shelves.computeIfAbsent(round, _ -> store.shelf(round.label()));
        }
    }

    private void written(CandidateViewModel one, Outcome outcome) {
        switch (outcome) {
            case Outcome.Written(StoredPicture picture) -> {
                one.storedAs(picture);
                failed.remove(one);
                if (discarded.remove(one)) {
                    discard(one);
                }
                // The disk takes them again.
                List<CandidateViewModel> again = List.copyOf(failed);
                failed.clear();
                again.forEach(this::keep);
            }
            case Outcome.Refused(String why) -> {
                boolean first = failed.isEmpty();
                if (!discarded.remove(one)) {
                    failed.add(one);
                }
                if (first && !failed.isEmpty()) {
                    problems.accept("A finished picture is only in memory: " + why
                            + ". It stays in the tray, and is written again with the next one. Save what you need.");
                }
            }
        }
    }

    /**
     * Lets go of pixels that are on the disk.
     *
     * @param rounds newest first; the newest keeps its own
     * @param held of these as well: one of them is being tried
     */
    void letGo(List<RoundViewModel> rounds, Optional<RoundViewModel> held) {
        long bytes = 0;
        for (RoundViewModel round : rounds) {
            boolean kept = round.equals(rounds.getFirst()) || held.equals(Optional.of(round));
            for (CandidateViewModel one : round.shown()) {
                bytes += kept ? 0 : one.bytes();
                if (bytes > MOST_BYTES
                        && !kept
                        && one.ready().isPresent()
                        && one.stored().isPresent()) {
                    round.target().forget(one.index());
                    one.letGo();
                }
            }
        }
    }

    /** Gives the whole picture; nothing, but a word about why, if its file is gone. */
    void picture(CandidateViewModel one, Consumer<Picture> then) {
        CandidateState state = one.state().get();
        background.execute(() -> {
            try {
                Picture picture = switch (state) {
                    case CandidateState.Ready(Candidate candidate) ->
                        one.round().target().whole(candidate, MOST_PIXELS);
                    case CandidateState.Stored stored -> store.read(stored.picture());
                    default -> throw new IllegalStateException("a picture that is not finished");
                };
                windowThread.execute(() -> then.accept(picture));
            } catch (IOException e) {
                LOG.warn("a picture was not read", e);
                windowThread.execute(() -> problems.accept("The picture was not read: " + e.getMessage() + "."));
            }
        });
    }

    /** Puts its file into the trash. */
    void discard(CandidateViewModel one) {
        boolean unwritten = failed.remove(one);
        Optional<StoredPicture> file = one.stored();
        if (file.isEmpty()) {
            if (!unwritten) {
                discarded.add(one);
            }
            return;
        }
        background.execute(() -> {
            try {
                store.discard(file.get());
            } catch (IOException e) {
                tell("The picture left the tray, but its file is still there: ", e);
            }
        });
    }

    /** Takes its file out of the trash, or writes it. */
    void restore(CandidateViewModel one) {
        if (discarded.remove(one)) {
            return;
        }
        Optional<StoredPicture> file = one.stored();
        if (file.isEmpty()) {
            keep(one);
            return;
        }
        background.execute(() -> {
            try {
                store.restore(file.get());
            } catch (IOException e) {
                tell("The picture is in the tray again, but its file stays in the trash: ", e);
            }
        });
    }

    private void tell(String what, IOException why) {
        LOG.warn("{}", what, why);
        windowThread.execute(() -> problems.accept(what + why.getMessage() + "."));
    }

    /** Reads the pictures of earlier runs, a request at a time, newest first. */
    void earlier(int most, Consumer<List<StoredPicture>> each) {
        background.execute(() -> {
            store.newest(most, pictures -> windowThread.execute(() -> each.accept(pictures)));
            store.tidy();
        });
    }
}
