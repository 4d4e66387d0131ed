package studio.unclip.app.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.EngineState;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;

/**
 * Everything that was asked of the engine and is not made yet. The engine is given one at a time, so that those that wait
 * can still be moved and taken away; a failure is kept until it is tried again or dismissed. Window thread.
 */
public final class AskQueue {
    private static final Logger LOG = LoggerFactory.getLogger(AskQueue.class);

    private final ObservableValue<EngineState> engine;
    private final Executor windowThread;
    private final LongSupplier nanoTime;
    private final Paces paces = new Paces();

    private final ReadOnlyObjectWrapper<Optional<QueuedAsk>> running =
            new ReadOnlyObjectWrapper<>(this, "running", Optional.empty());
    private final ObservableList<QueuedAsk> waiting = FXCollections.observableArrayList();
    private final ObservableList<FailedAsk> failures = FXCollections.observableArrayList();

    // A view listens to its list weakly: one that nobody holds falls silent at the next collection of garbage.
    private final ObservableList<QueuedAsk> waitingSeen = FXCollections.unmodifiableObservableList(waiting);
    private final ObservableList<FailedAsk> failuresSeen = FXCollections.unmodifiableObservableList(failures);

    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper(this, "paused");
    private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper(this, "stopping");
    private final ReadOnlyObjectWrapper<Optional<Duration>> timeLeft =
            new ReadOnlyObjectWrapper<>(this, "timeLeft", Optional.empty());
    private final BooleanBinding busy;

    /** Of the job that runs, as the engine estimates it, once it has something to judge by. */
    private Optional<Duration> runningLeft = Optional.empty();

    /** Whether the engine has finished a picture: until then its estimate of the time left is a guess. */
    private boolean paceKnown;

    /**
     * @param engine where the engine stands; what waits is begun once it is ready
     * @param windowThread where this queue lives; the engine tells of its progress on another thread
     * @param nanoTime a clock for durations
     */
    public AskQueue(ObservableValue<EngineState> engine, Executor windowThread, LongSupplier nanoTime) {
        this.engine = engine;
        this.windowThread = windowThread;
        this.nanoTime = nanoTime;
        this.busy = Bindings.createBooleanBinding(() -> running.get().isPresent(), running);
        engine.addListener((_, _, _) -> begin());
    }

    /** What is being made. */
    public ReadOnlyObjectProperty<Optional<QueuedAsk>> running() {
        return running.getReadOnlyProperty();
    }

    /** Whether something is being made. */
    public BooleanBinding busy() {
        return busy;
    }

    /** In the order of their turns; changed by {@link #move} and {@link #remove}. */
    public ObservableList<QueuedAsk> waiting() {
        return waitingSeen;
    }

    /** Newest first. */
    public ObservableList<FailedAsk> failures() {
        return failuresSeen;
    }

    /** Whether nothing new is begun. */
    public ReadOnlyBooleanProperty paused() {
        return paused.getReadOnlyProperty();
    }

    /** Whether what is being made ends after the picture at hand. */
    public ReadOnlyBooleanProperty stopping() {
        return stopping.getReadOnlyProperty();
    }

    /** Until all is made: what the engine says of the job that runs, and what those of each kind took before; else empty. */
    public ReadOnlyObjectProperty<Optional<Duration>> timeLeft() {
        return timeLeft.getReadOnlyProperty();
    }

    /**
     * Puts something at the end of the queue; it begins at once if nothing is before it.
     *
     * @param listener hears what becomes of it; {@link AskListener#refused} also before this returns
     */
    public void add(Ask ask, AskListener listener) {
        QueuedAsk asked = new QueuedAsk(ask, listener);
        boolean waits = busy.get() || paused.get() || !waiting.isEmpty();
        if (engine.getValue() instanceof EngineState.Ready(ImageGenerator generator)) {
            if (!waits) {
                // Nobody is told that it waits.
                submit(generator, asked);
                return;
            }
            try {
                generator.plan(ask.request());
            } catch (InvalidRequestException e) {
                // Better said now than when its turn comes.
                refuse(asked, e.getMessage());
                return;
            }
            asked.waits();
        }
        waiting.add(asked);
        begin();
        updateTimeLeft();
    }

    /** Takes one out that waits; what runs is not touched. No effect on one that does not wait. */
    public void remove(QueuedAsk asked) {
        if (waiting.remove(asked)) {
            asked.listener().removed();
            updateTimeLeft();
        }
    }

    /** Takes all out that wait. */
    public void removeAllWaiting() {
        List.copyOf(waiting).forEach(this::remove);
    }

    /**
     * Gives one that waits another turn.
     *
     * @param by so many places later; negative: earlier. Beyond an end it is that end
     */
    public void move(QueuedAsk asked, int by) {
        int from = waiting.indexOf(asked);
        if (from >= 0) {
            int to = Math.clamp((long) from + by, 0, waiting.size() - 1);
            if (to != from) {
                waiting.remove(from);
                waiting.add(to, asked);
            }
        }
    }

    /** Nothing new is begun; what runs is finished. */
    public void pause() {
        paused.set(true);
        updateTimeLeft();
    }

    /** What waits has its turn again. */
    public void resume() {
        paused.set(false);
        begin();
        updateTimeLeft();
    }

    /** Asks the running job to stop, within a step; finished pictures are kept, and the next one has its turn. */
    public void cancel() {
        running.get().ifPresent(QueuedAsk::cancel);
    }

    /** What runs ends when the picture at hand is finished; the rest of it is given up. */
    public void stopAfterPicture() {
        stopping.set(running.get().isPresent());
    }

    /** A failure was read. */
    public void dismiss(FailedAsk failure) {
        failures.remove(failure);
    }

    private void begin() {
        while (running.get().isEmpty()
                && !paused.get()
                && !waiting.isEmpty()
                && engine.getValue() instanceof EngineState.Ready(ImageGenerator generator)) {
            submit(generator, waiting.removeFirst());
        }
    }

    private void submit(ImageGenerator generator, QueuedAsk next) {
        Stopwatch watch = new Stopwatch(nanoTime);
        try {
            next.begun(generator.submit(
                    next.ask().request(),
                    JobOptions.live(),
                    event -> windowThread.execute(() -> hear(next, watch, event))));
        } catch (InvalidRequestException e) {
            refuse(next, e.getMessage());
            return;
        } catch (GeneratorClosedException e) {
            refuse(next, "The pack is closed. Start the studio again.");
            return;
        } catch (RuntimeException e) {
            LOG.error("the engine did not take a request", e);
            refuse(next, "The pictures were not begun: a fault of the program. The log has the details.");
            return;
        }
        runningLeft = paces.estimate(next.ask().request());
        running.set(Optional.of(next));
        next.listener().started(generator.pack());
        updateTimeLeft();
    }

    private void refuse(QueuedAsk asked, String why) {
        if (asked.hasWaited()) {
            // One that was just asked for is still in front of the person.
            failures.addFirst(new FailedAsk(asked.ask(), why, 0));
        }
        asked.listener().refused(why);
    }

    private void hear(QueuedAsk from, Stopwatch watch, JobEvent event) {
        watch.hear(event);
        switch (event) {
            case JobEvent.Progress progress -> {
                if (paceKnown) {
                    runningLeft = Optional.of(progress.timeLeft());
                    updateTimeLeft();
                }
            }
            case JobEvent.CandidateReady ready -> {
                paceKnown = true;
                from.ready(ready.candidate().index());
                if (stopping.get() && from.missing() > 0) {
                    from.cancel();
                }
            }
            case JobEvent.CandidateFailed failed -> from.failed(failed.failure());
            case JobEvent.Failed failed -> keep(from, failed.failure());
            case JobEvent.Completed _ -> {
                if (from.ready() > 0) {
                    paces.learn(from.ask().request(), from.ready(), watch.nanos());
                }
                from.failure().ifPresent(why -> keep(from, why));
            }
            default -> {
                // The listener's.
            }
        }
        from.listener().hear(event);
        if (event instanceof JobEvent.Ended) {
            runningLeft = Optional.empty();
            stopping.set(false);
            running.set(Optional.empty());
            begin();
            updateTimeLeft();
        }
    }

    private void keep(QueuedAsk from, JobFailure why) {
        failures.addFirst(new FailedAsk(from.rest(), why.message(), from.ready()));
    }

    private void updateTimeLeft() {
        Optional<Duration> all = running.get().isPresent() ? runningLeft : Optional.of(Duration.ZERO);
        for (QueuedAsk one : waiting) {
            Optional<Duration> its = paces.estimate(one.ask().request());
            all = all.flatMap(sum -> its.map(sum::plus));
        }
        timeLeft.set(all.filter(Duration::isPositive));
    }
}
