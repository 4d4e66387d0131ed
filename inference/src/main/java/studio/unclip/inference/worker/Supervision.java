package studio.unclip.inference.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.PackInfo;

/** Waits for a worker's answer, and kills the worker when it gives none. One thread. */
final class Supervision {
    private static final long LOOK_MILLIS = 50;

    private final WorkerProcess worker;
    private final Patience patience;

    Supervision(WorkerProcess worker, Patience patience) {
        this.worker = worker;
        this.patience = patience;
    }

    /**
     * The answer to the first question, waited for.
     *
     * @param pack the one that the worker is to open
     * @return empty if the job that waits was cancelled; the worker goes on starting for the next
     * @throws WorkerDiedException if the worker is gone, or of no use
     */
    Optional<Message.Answer.Opened> ofOpening(PackInfo pack, BooleanSupplier cancelled) throws InterruptedException {
        Optional<Message.Answer> answer = await(worker.opening(), cancelled, patience::load, Duration.ZERO);
        return answer.map(given -> switch (given) {
            case Message.Answer.Opened opened when opened.pack().equals(pack) -> opened;
            case Message.Answer.Opened _ -> throw useless(Deaths.ofOtherPack(pack.id()));
            case Message.Answer.Failed(JobFailure failure) -> throw useless(failure);
            case Message.Answer.Ended _, Message.Answer.Pixels _, Message.Answer.EditReady _ ->
                throw useless(Deaths.ofWrongAnswer());
        });
    }

    /**
     * A job's last event, waited for.
     *
     * @param relay hears what the job tells
     * @return empty if the job was cancelled, did not end, and the worker was killed for it
     * @throws WorkerDiedException if the worker is gone
     */
    Optional<Message.Answer> ofJob(OpenCall call, BooleanSupplier cancelled, JobRelay relay)
            throws InterruptedException {
        Supplier<Duration> limit = () -> relay.isLoading() ? patience.load() : patience.step();
        Optional<Message.Answer> answer = await(call, cancelled, limit, patience.cancel());
        if (answer.isEmpty()) {
            // Nobody is told of this failure: the job ends as cancelled.
            worker.kill(Deaths.ofSilence(patience.cancel()));
        }
        return answer;
    }

    private WorkerDiedException useless(JobFailure why) {
        worker.kill(why);
        return new WorkerDiedException(why);
    }

    /** @return empty if it was cancelled and did not end within the grace */
    private Optional<Message.Answer> await(
            OpenCall call, BooleanSupplier cancelled, Supplier<Duration> limit, Duration grace)
            throws InterruptedException {
        long start = System.nanoTime();
        Silence ofProcess = new Silence(worker.heard(), start);
        Silence ofCall = new Silence(call.heard(), start);
        Optional<Long> cancelSeen = Optional.empty();
        while (true) {
            Optional<Message.Answer> answer = look(call);
            if (answer.isPresent()) {
                return answer;
            }
            long now = System.nanoTime();
            if (cancelled.getAsBoolean()) {
                cancelSeen = cancelSeen.or(() -> Optional.of(now));
                if (now - cancelSeen.get() >= grace.toNanos()) {
                    return Optional.empty();
                }
            }
            // While a listener holds the link up, it is not the worker that is silent.
            long telling = call.isTelling() ? now : 0;
            Duration silence = worker.heard() == 0 ? patience.start() : patience.silence();
            killIf(ofProcess.isLongerThan(silence, worker.heard() + telling, now), silence);
            killIf(ofCall.isLongerThan(limit.get(), call.heard() + telling, now), limit.get());
        }
    }

    private static Optional<Message.Answer> look(OpenCall call) throws InterruptedException {
        try {
            return Optional.of(call.answer().get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new WorkerDiedException(((WorkerDiedException) e.getCause()).failure());
        }
    }

    private void killIf(boolean silent, Duration limit) {
        if (silent) {
            worker.kill(Deaths.ofSilence(limit));
        }
    }
}
