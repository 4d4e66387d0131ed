package studio.unclip.app.panel.tray;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;

/**
 * The candidates of the last request that has any, from asking to accepting. Those of the request before stay until a new
 * one has its first picture: a request that is refused, fails or is cancelled takes nothing away. Window thread.
 */
public final class TrayViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(TrayViewModel.class);

    private final Executor windowThread;
    private final Executor background;
    private final LongSupplier nanoTime;
    private final Workspace workspace;
    private final Consumer<String> refusals;

    private final ObservableList<CandidateViewModel> candidates = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<TrayState> state =
            new ReadOnlyObjectWrapper<>(this, "state", new TrayState.Empty());
    private final BooleanBinding running;
    private Optional<Round> round = Optional.empty();

    /** Comes back if the present one ends without a picture. */
    private Optional<Round> earlier = Optional.empty();

    /** Whether the engine has finished a picture: until then its estimate of the time left is a guess. */
    private boolean paceKnown;

    /**
     * @param windowThread where this model lives; the engine tells of its progress on another thread
     * @param background finds out how results are laid in
     * @param nanoTime a clock for durations
     * @param workspace where accepted candidates go
     * @param refusals is told, in one line, why the document does not take one
     */
    public TrayViewModel(
            Executor windowThread,
            Executor background,
            LongSupplier nanoTime,
            Workspace workspace,
            Consumer<String> refusals) {
        this.windowThread = windowThread;
        this.background = background;
        this.nanoTime = nanoTime;
        this.workspace = workspace;
        this.refusals = refusals;
        this.running = Bindings.createBooleanBinding(
                () -> state.get() instanceof TrayState.Starting || state.get() instanceof TrayState.Running, state);
        workspace.addListener(new SessionListener() {
            @Override
            public void historyChanged() {
                round.ifPresent(Round::markPlaced);
            }
        });
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

    /** How many finished candidates would be lost: none, once one of them was laid on the canvas. */
    public int unused() {
        return round.map(Round::unused).orElse(0) + earlier.map(Round::unused).orElse(0);
    }

    /** Starts a request. Not while one is running. */
    public void ask(ImageGenerator generator, Ask ask) {
        if (running.get()) {
            return;
        }
        Round begun = new Round(
                ask.request(),
                generator.pack(),
                new ResultTarget(workspace, ask, background, windowThread),
                nanoTime.getAsLong());
        Optional<Round> before = round;
        round = Optional.of(begun);
        try {
            begun.begun(generator.submit(
                    ask.request(), JobOptions.live(), event -> windowThread.execute(() -> hear(begun, event))));
        } catch (InvalidRequestException e) {
            refused(before, e.getMessage());
            return;
        } catch (GeneratorClosedException e) {
            refused(before, "The pack is closed. Start the studio again.");
            return;
        } catch (RuntimeException e) {
            LOG.error("the engine did not take a request", e);
            refused(before, "The pictures were not begun: a fault of the program. The log has the details.");
            return;
        }
        earlier = before.filter(one -> one.ready() > 0);
        candidates.setAll(begun.shown());
        state.set(new TrayState.Starting());
    }

    private void refused(Optional<Round> before, String message) {
        round = before;
        state.set(new TrayState.Failed(message, 0, !candidates.isEmpty()));
    }

    /** Asks the running job to stop; finished candidates are kept. */
    public void cancel() {
        if (running.get()) {
            round.ifPresent(Round::cancel);
        }
    }

    /** Puts a finished candidate where it belongs; nothing for one that is not finished. */
    public void accept(CandidateViewModel candidate) {
        round.ifPresent(current -> {
            current.place(candidate, why -> refusals.accept(why.sentence()));
            current.markPlaced();
        });
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
            case JobEvent.Preview preview -> from.candidate(preview.candidate()).preview(preview.picture());
            case JobEvent.CandidateReady ready -> {
                paceKnown = true;
                earlier = Optional.empty();
                from.candidate(ready.candidate().index()).finish(ready.candidate());
            }
            case JobEvent.CandidateFailed failed -> from.fail(failed.failure());
            case JobEvent.Completed completed -> complete(from, completed);
            case JobEvent.Cancelled cancelled -> state.set(new TrayState.Cancelled(cancelled.ready(), end(from)));
            case JobEvent.Failed failed ->
                state.set(new TrayState.Failed(failed.failure().message(), failed.ready(), end(from)));
            case JobEvent.Analysed _ -> throw new IllegalStateException("a request for pictures has no such answer");
        }
    }

    private void progress(Round from, JobEvent.Progress progress) {
        int of = from.size();
        from.candidate(progress.candidate()).making(progress.candidateFraction());
        state.set(new TrayState.Running(
                progress.candidate() + 1,
                of,
                TrayState.Where.of(progress.stage(), progress.step(), progress.steps(), from.samples(progress.stage())),
                progress.fraction(),
                paceKnown ? Optional.of(progress.timeLeft()) : Optional.empty()));
    }

    private void complete(Round from, JobEvent.Completed completed) {
        earlier = Optional.empty();
        boolean ranked = from.complete(completed.ranking());
        if (!candidates.equals(from.shown())) {
            candidates.setAll(from.shown());
        }
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - from.startNanos());
        int made = from.ready();
        state.set(from.failure()
                .<TrayState>map(why -> new TrayState.Failed(why.message(), made, false))
                .orElseGet(() -> new TrayState.Finished(made, ranked, took)));
    }

    /** Leaves what is finished; says whether that is nothing, so that the earlier candidates are back. */
    private boolean end(Round from) {
        from.end();
        boolean back = from.shown().isEmpty() && earlier.isPresent();
        if (back) {
            round = earlier;
            round.ifPresent(Round::markPlaced);
        }
        earlier = Optional.empty();
        candidates.setAll(round.map(Round::shown).orElseThrow());
        return back;
    }
}
