package studio.unclip.app.cli;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;

/**
 * Runs one request to its end and hands its events to the calling thread, so that the model does not wait for a disk that
 * is a little slower.
 */
final class JobRunner {
    /** Events between the engine and this thread: a few pictures at most. */
    private static final int MOST_WAITING = 64;

    private final ImageGenerator generator;
    private final CommandLineHost host;
    private final ReportOptions report;

    JobRunner(ImageGenerator generator, CommandLineHost host, ReportOptions report) {
        this.generator = generator;
        this.host = host;
        this.report = report;
    }

    /** How a person is told that the machine gives less than before. */
    static Optional<String> note(Optional<String> words) {
        return words.map(note -> "note: " + note);
    }

    /**
     * @param onEvent sees every event but the last, on this thread; what it throws cancels the job and is thrown on
     * @throws CommandFailure if the job failed or was cancelled
     */
    JobEvent.Completed run(ImageRequest request, JobOptions options, Consumer<JobEvent> onEvent) {
        return run(listener -> generator.submit(request, options, listener), onEvent, JobEvent.Completed.class);
    }

    /** The answer to a question about pictures; otherwise as {@link #run}. */
    <T extends AnalysisResult> T analyse(AnalysisRequest request, Class<T> kind) {
        JobEvent.Analysed analysed =
                run(listener -> generator.analyse(request, listener), this::tell, JobEvent.Analysed.class);
        return kind.cast(analysed.result());
    }

    private void tell(JobEvent event) {
        if (report.quiet) {
            return;
        }
        if (event instanceof JobEvent.Setback setback) {
            note(setback.words()).ifPresent(host.err()::println);
        }
        host.err().flush();
    }

    private <E extends JobEvent.Ended> E run(
            Function<Consumer<JobEvent>, Job> start, Consumer<JobEvent> onEvent, Class<E> good) {
        Interruption interruption = host.interruption();
        interruption.check();
        BlockingQueue<JobEvent> events = new ArrayBlockingQueue<>(MOST_WAITING);
        AtomicBoolean listening = new AtomicBoolean(true);
        Job job = start.apply(event -> hand(event, events, listening));
        boolean handled = false;
        try (Interruption.Registration _ = interruption.onRequest(job::cancel)) {
            JobEvent event = events.take();
            while (!(event instanceof JobEvent.Ended)) {
                onEvent.accept(event);
                event = events.take();
            }
            handled = true;
            return good.cast(checked((JobEvent.Ended) event));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.cancelled("Cancelled.");
        } finally {
            if (!handled) {
                job.cancel();
                listening.set(false);
                events.clear();
            }
        }
    }

    /** Waits while the disk is far behind, so that finished pictures do not pile up. */
    private static void hand(JobEvent event, BlockingQueue<JobEvent> events, AtomicBoolean listening) {
        try {
            if (listening.get()) {
                events.put(event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JobEvent.Ended checked(JobEvent.Ended ended) {
        return switch (ended) {
            case JobEvent.Completed completed -> completed;
            case JobEvent.Analysed analysed -> analysed;
            case JobEvent.Cancelled _ -> throw CommandFailure.cancelled("Cancelled.");
            case JobEvent.Failed failed -> throw failure(failed.failure(), null);
        };
    }

    /** @param cause for the log; may be null */
    static CommandFailure failure(JobFailure failure, Throwable cause) {
        int exitCode = switch (failure) {
            case JobFailure.OutOfMemory _ -> ExitCode.RESOURCE;
            case JobFailure.DeviceFailed _ -> ExitCode.RESOURCE;
            case JobFailure.DiskFailed _ -> ExitCode.RESOURCE;
            case JobFailure.EngineDied _ -> ExitCode.RESOURCE;
            case JobFailure.PackDamaged _ -> ExitCode.PACK;
            case JobFailure.PackUnsupported _ -> ExitCode.PACK;
            case JobFailure.NotFinite _ -> ExitCode.PACK;
            case JobFailure.Internal _ -> ExitCode.INTERNAL;
        };
        return new CommandFailure(exitCode, failure.message(), cause);
    }
}
