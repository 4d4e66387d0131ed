package studio.unclip.app.panel.tray;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.RunPlan;

/** What jobs tell: into the round it is about, the tray's line, and what is kept. Window thread. */
final class TrayEvents {
    private final TrayLine line;
    private final Keeping keeping;
    private final TriedOnCanvas tried;
    private final LongSupplier nanoTime;
    private final Consumer<String> problems;
    private final Rounds rounds;

    /** Whether the engine has finished a picture: until then its estimate of the time left is a guess. */
    private boolean paceKnown;

    /** Whether it was said that pictures are finished in tiles, and they still are. */
    private boolean tilesSaid;

    /** Those of the tray. */
    interface Rounds {
        /** What is left of one is to be shown. Says whether that is nothing, so that it left the tray. */
        boolean changed(RoundViewModel round);

        /** Whether there is none. */
        boolean isEmpty();
    }

    /**
     * @param line says how far they are
     * @param keeping keeps what is finished
     * @param tried shows what lands by itself
     * @param nanoTime a clock for durations
     * @param problems is told what is to be known of the device or of memory
     * @param rounds those of the tray
     */
    TrayEvents(
            TrayLine line,
            Keeping keeping,
            TriedOnCanvas tried,
            LongSupplier nanoTime,
            Consumer<String> problems,
            Rounds rounds) {
        this.line = line;
        this.keeping = keeping;
        this.tried = tried;
        this.nanoTime = nanoTime;
        this.problems = problems;
        this.rounds = rounds;
    }

    /** @param from the round whose job tells it */
    void hear(RoundViewModel from, JobEvent event) {
        switch (event) {
            case JobEvent.Queued _ -> {
                // Starting already says so.
            }
            case JobEvent.Planned planned -> planned(planned.plan());
            case JobEvent.Setback setback -> {
                tilesSaid |= setback instanceof JobEvent.PlanLowered lowered
                        && lowered.plan().inTiles();
                setback.words().ifPresent(problems);
            }
            case JobEvent.Progress progress -> progress(from, progress);
            case JobEvent.Preview preview -> from.preview(preview);
            case JobEvent.CandidateReady ready -> {
                paceKnown = true;
                CandidateViewModel one = from.candidate(ready.candidate().index());
                one.finish(ready.candidate());
                keeping.keep(one);
                if (from.landsByItself()) {
                    tried.accept(one);
                }
            }
            case JobEvent.CandidateFailed failed -> from.fail(failed.failure());
            case JobEvent.Completed completed -> complete(from, completed);
            case JobEvent.Cancelled cancelled -> line.tell(new TrayState.Cancelled(cancelled.ready(), end(from)));
            case JobEvent.Failed failed ->
                line.tell(new TrayState.Failed(failed.failure().message(), failed.ready(), end(from)));
            case JobEvent.Analysed _ -> throw new IllegalStateException("a request for pictures has no such answer");
        }
    }

    /** Said once in a sitting, and only of pictures that will be made. */
    private void planned(RunPlan plan) {
        if (plan.fits() && plan.inTiles() && !tilesSaid) {
            problems.accept(
                    "There is too little memory to finish a picture in one piece, so it is finished in overlapping parts. Its colours may vary slightly from part to part.");
            tilesSaid = true;
        }
    }

    private void progress(RoundViewModel from, JobEvent.Progress progress) {
        int of = from.size();
        from.making(progress);
        line.tell(new TrayState.Running(
                progress.candidate() + 1,
                of,
                TrayState.Where.of(progress.stage(), progress.step(), progress.steps(), from.samples(progress.stage())),
                progress.fraction(),
                paceKnown && progress.fraction() > 0 ? Optional.of(progress.timeLeft()) : Optional.empty()));
    }

    private void complete(RoundViewModel from, JobEvent.Completed completed) {
        boolean ranked = from.complete(completed.ranking());
        rounds.changed(from);
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - from.startNanos());
        int made = completed.ranking().size();
        line.tell(from.failure()
                .<TrayState>map(why -> new TrayState.Failed(why.message(), made, false))
                .orElseGet(() -> new TrayState.Finished(made, ranked, took, from.missed())));
    }

    /** Only what is finished stays; says whether that is nothing, so that only other rounds are there. */
    private boolean end(RoundViewModel from) {
        from.end();
        return rounds.changed(from) && !rounds.isEmpty();
    }
}
