package studio.unclip.app.panel.tray;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Seeds;

/** The candidates of the last request, from asking to accepting. Window thread. */
public final class TrayViewModel {
    private final Executor windowThread;
    private final LongSupplier nanoTime;
    private final BiConsumer<Candidate, ResultTarget> onAccept;

    private final ObservableList<CandidateViewModel> candidates = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<TrayState> state =
            new ReadOnlyObjectWrapper<>(this, "state", new TrayState.Empty());
    private final BooleanBinding running;
    private Optional<Round> round = Optional.empty();

    /** Whether the engine has finished a picture: until then its estimate of the time left is a guess. */
    private boolean paceKnown;

    /**
     * @param windowThread where this model lives; the engine tells of its progress on another thread
     * @param nanoTime a clock for durations
     * @param onAccept is given every accepted candidate and where it belongs
     */
    public TrayViewModel(Executor windowThread, LongSupplier nanoTime, BiConsumer<Candidate, ResultTarget> onAccept) {
        this.windowThread = windowThread;
        this.nanoTime = nanoTime;
        this.onAccept = onAccept;
        this.running = Bindings.createBooleanBinding(
                () -> state.get() instanceof TrayState.Starting || state.get() instanceof TrayState.Running, state);
    }

    /** In the order of their seeds while they are made; best match first when all are. */
    public ObservableList<CandidateViewModel> candidates() {
        return candidates;
    }

    public ReadOnlyObjectProperty<TrayState> state() {
        return state.getReadOnlyProperty();
    }

    /** Whether there is something to cancel. */
    public BooleanBinding running() {
        return running;
    }

    /** Starts a request; its candidates take the place of the ones before. Not while one is running. */
    public void generate(ImageGenerator generator, ImageRequest.Generate request, ResultTarget target) {
        if (running.get()) {
            return;
        }
        List<CandidateViewModel> fresh = IntStream.range(0, request.candidates())
                .mapToObj(i -> new CandidateViewModel(i, Seeds.ofCandidate(request.seed(), i)))
                .toList();
        Round begun = new Round(fresh, target, nanoTime.getAsLong());
        round = Optional.of(begun);
        candidates.setAll(fresh);
        state.set(new TrayState.Starting());
        try {
            begun.job = Optional.of(generator.submit(
                    request, JobOptions.live(), event -> windowThread.execute(() -> hear(begun, event))));
        } catch (InvalidRequestException e) {
            fresh.forEach(CandidateViewModel::stop);
            state.set(new TrayState.Failed(e.getMessage(), 0));
        } catch (GeneratorClosedException e) {
            fresh.forEach(CandidateViewModel::stop);
            state.set(new TrayState.Failed("The pack is closed. Start the studio again.", 0));
        }
    }

    /** Asks the running job to stop; finished candidates are kept. */
    public void cancel() {
        if (running.get()) {
            round.flatMap(current -> current.job).ifPresent(Job::cancel);
        }
    }

    /** Puts a finished candidate where it belongs; nothing for one that is not finished. */
    public void accept(CandidateViewModel candidate) {
        candidate
                .ready()
                .ifPresent(ready -> round.ifPresent(current -> {
                    candidate.markPlaced();
                    onAccept.accept(ready, current.target);
                }));
    }

    private void hear(Round from, JobEvent event) {
        if (round.filter(from::equals).isEmpty()) {
            // The last words of a request whose candidates have left the tray.
            return;
        }
        switch (event) {
            case JobEvent.Queued _, JobEvent.Planned _ -> {
                // Starting already says so.
            }
            case JobEvent.Progress progress -> progress(from, progress);
            case JobEvent.Preview preview ->
                from.byIndex.get(preview.candidate()).preview(preview.picture());
            case JobEvent.CandidateReady ready -> {
                paceKnown = true;
                from.byIndex.get(ready.candidate().index()).finish(ready.candidate());
            }
            case JobEvent.CandidateFailed failed -> {
                from.byIndex.get(failed.candidate()).stop();
                from.oneFailed = Optional.of(from.oneFailed.orElse(failed.failure()));
            }
            case JobEvent.Completed completed -> complete(from, completed);
            case JobEvent.Cancelled cancelled -> end(from, new TrayState.Cancelled(cancelled.ready()));
            case JobEvent.Failed failed ->
                end(from, new TrayState.Failed(failed.failure().message(), failed.ready()));
            case JobEvent.Analysed _ -> throw new IllegalStateException("a request for pictures has no such answer");
        }
    }

    private void progress(Round from, JobEvent.Progress progress) {
        int of = from.byIndex.size();
        from.byIndex.get(progress.candidate()).making(progress.candidateFraction());
        state.set(new TrayState.Running(
                progress.candidate() + 1,
                of,
                progress.stage(),
                progress.step(),
                progress.steps(),
                progress.fraction(),
                paceKnown ? Optional.of(progress.timeLeft()) : Optional.empty()));
    }

    private void complete(Round from, JobEvent.Completed completed) {
        List<CandidateViewModel> ordered = new ArrayList<>();
        completed.ranking().forEach(index -> ordered.add(from.byIndex.get(index)));
        boolean ranked = ordered.stream()
                .allMatch(tile -> tile.ready().orElseThrow().score().isPresent());
        int made = ordered.size();
        if (ranked && made > 1) {
            ordered.getFirst().markBest();
        }
        // Those that could not be made come last.
        from.byIndex.stream().filter(tile -> tile.ready().isEmpty()).forEach(ordered::add);
        if (!candidates.equals(ordered)) {
            candidates.setAll(ordered);
        }
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - from.startNanos);
        state.set(
                from.oneFailed.isPresent()
                        ? new TrayState.Failed(from.oneFailed.get().message(), made)
                        : new TrayState.Finished(made, ranked && made > 1, took));
    }

    private void end(Round from, TrayState last) {
        from.byIndex.forEach(CandidateViewModel::stop);
        state.set(last);
    }

    /** One request and its answers. */
    private static final class Round {
        /** In the order of their seeds. */
        final List<CandidateViewModel> byIndex;

        final ResultTarget target;
        final long startNanos;
        Optional<Job> job = Optional.empty();

        /** Why the first of the candidates that could not be made was not; the others are. */
        Optional<JobFailure> oneFailed = Optional.empty();

        Round(List<CandidateViewModel> byIndex, ResultTarget target, long startNanos) {
            this.byIndex = byIndex;
            this.target = target;
            this.startNanos = startNanos;
        }
    }
}
