package studio.unclip.app.panel.tray;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Result;

/**
 * Trying pictures of the tray on the canvas: one of a round is laid on it, others of the round take its place, until one is
 * kept, all are taken back, or something else is done. Window thread.
 */
public final class TriedOnCanvas {
    private final Workspace workspace;
    private final List<RoundViewModel> rounds;
    private final Keeping keeping;
    private final TrayLine line;
    private final Consumer<String> problems;
    private final ReadOnlyObjectWrapper<Optional<RoundViewModel>> round =
            new ReadOnlyObjectWrapper<>(this, "round", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<CandidateViewModel>> candidate =
            new ReadOnlyObjectWrapper<>(this, "candidate", Optional.empty());

    /** Counts what was asked to be placed, so that the slower of two does not come after the quicker. */
    private long wish;

    /**
     * @param workspace where they go
     * @param rounds newest first
     * @param problems is told, in one line, why the document does not take one
     */
    TriedOnCanvas(
            Workspace workspace,
            List<RoundViewModel> rounds,
            Keeping keeping,
            TrayLine line,
            Consumer<String> problems) {
        this.workspace = workspace;
        this.rounds = rounds;
        this.keeping = keeping;
        this.line = line;
        this.problems = problems;
        workspace.addListener(new SessionListener() {
            @Override
            public void historyChanged() {
                rounds.forEach(RoundViewModel::markPlaced);
                if (round.get().isPresent() && round.get().get().onCanvas().isEmpty()) {
                    end();
                }
            }
        });
    }

    /** The round of which one is on the canvas and may still be another. */
    public ReadOnlyObjectProperty<Optional<RoundViewModel>> round() {
        return round.getReadOnlyProperty();
    }

    /** The one of it that is on the canvas, which is kept or taken back. */
    public ReadOnlyObjectProperty<Optional<CandidateViewModel>> candidate() {
        return candidate.getReadOnlyProperty();
    }

    /** Puts a finished candidate where it belongs; nothing for one that is not finished. */
    public void accept(CandidateViewModel candidate) {
        long now = ++wish;
        switch (candidate.state().get()) {
            case CandidateState.Ready(Candidate ready) -> place(candidate, ready);
            case CandidateState.Stored stored ->
                keeping.picture(candidate, picture -> {
                    if (now == wish) {
                        place(candidate, fromFile(candidate, stored, picture));
                    }
                });
            default -> {
                // Not finished.
            }
        }
    }

    private static Candidate fromFile(CandidateViewModel candidate, CandidateState.Stored stored, Picture picture) {
        return new Candidate(
                candidate.index(),
                new Result.Whole(picture),
                stored.picture().recipe(),
                stored.score(),
                stored.warnings());
    }

    private void place(CandidateViewModel candidate, Candidate ready) {
        RoundViewModel of = candidate.round();
        of.place(
                ready,
                new ResultTarget.Told(
                        why -> problems.accept(why.sentence()),
                        () -> {
                            rounds.forEach(RoundViewModel::markPlaced);
                            round.set(Optional.of(of));
                            this.candidate.set(Optional.of(candidate));
                            tell();
                        },
                        this::tell));
    }

    /** Says what is on the canvas, where something is being tried. */
    void tell() {
        round.get()
                .ifPresent(of -> of.onCanvas().ifPresent(candidate -> {
                    List<CandidateViewModel> finished = of.finished();
                    line.tellForNow(new TrayState.OnCanvas(
                            of.mode(),
                            finished.indexOf(candidate) + 1,
                            finished.size(),
                            of.target().changed(candidate.index())));
                }));
    }

    /**
     * Puts the next one of a round on the canvas: of that which is being tried, else of the newest, if none of it was on the
     * canvas yet.
     *
     * @param by 1 for the next, -1 for the one before; after the last comes the first
     * @return whether there is one
     */
    public boolean flip(int by) {
        Optional<RoundViewModel> of = round.get()
                .or(() -> rounds.stream()
                        .findFirst()
                        .filter(newest -> newest.fresh() && !newest.target().used()));
        List<CandidateViewModel> finished = of.map(RoundViewModel::finished).orElse(List.of());
        if (finished.isEmpty()) {
            return false;
        }
        int at = of.flatMap(RoundViewModel::onCanvas).map(finished::indexOf).orElse(by > 0 ? -1 : finished.size());
        accept(finished.get(Math.floorMod(at + by, finished.size())));
        return true;
    }

    /**
     * The one on the canvas stays there.
     *
     * @return whether one was being tried
     */
    public boolean keep() {
        Optional<RoundViewModel> tried = round.get();
        if (tried.isPresent()) {
            // What is seen is what is kept: one that was asked for a moment ago and is not there yet stays away.
            wish++;
            tried.get().target().stay();
            none();
            line.tellForNow(new TrayState.Kept());
        }
        return tried.isPresent();
    }

    /**
     * The canvas is as before the trying.
     *
     * @return whether one was being tried
     */
    public boolean giveUp() {
        boolean was = round.get().isPresent();
        if (was) {
            workspace.undo();
            end();
        }
        return was;
    }

    private void end() {
        none();
        line.again();
    }

    private void none() {
        round.set(Optional.empty());
        candidate.set(Optional.empty());
    }
}
