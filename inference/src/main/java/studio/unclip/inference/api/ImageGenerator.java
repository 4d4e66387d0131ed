package studio.unclip.inference.api;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One opened pack on one device: turns requests into pictures.
 *
 * <p>Thread-safe. Jobs run one at a time, in the order they were submitted, on a thread of the generator's own; nothing
 * here blocks the caller except {@link #close()}. Nothing above this port can tell whether the model runs in this
 * process, in another one, or is a fake.
 */
public interface ImageGenerator extends AutoCloseable {

    /** The pack this generator has opened. */
    PackInfo pack();

    /** The device the model runs on. */
    DeviceInfo device();

    /**
     * Checks a prompt against what the pack knows, without running the model. Cheap enough for every key press.
     *
     * @param prompt any text, may be empty
     */
    PromptCheck check(String prompt);

    /**
     * What a request would need, before it runs.
     *
     * @throws InvalidRequestException if the request is outside what the pack can do
     */
    RunPlan plan(ImageRequest request);

    /**
     * Queues a request. The listener is called on the generator's thread, in order: one {@link JobEvent.Queued}, any
     * number of {@link JobEvent.Progress}, {@link JobEvent.Preview} and {@link JobEvent.CandidateReady}, then exactly
     * one of {@link JobEvent.Completed}, {@link JobEvent.Failed}, {@link JobEvent.Cancelled}. A listener that throws is
     * logged and does not end the job.
     *
     * @throws InvalidRequestException if the request is outside what the pack can do; nothing is queued then
     * @throws IllegalStateException if the generator is closed
     */
    Job submit(ImageRequest request, JobOptions options, Consumer<? super JobEvent> listener);

    /**
     * Looks at pictures with CLIP. The future completes exceptionally with {@link GenerationException} when the
     * analysis fails, and with {@link InvalidRequestException} when the pack lacks the component it needs.
     */
    CompletableFuture<AnalysisResult> analyse(AnalysisRequest request);

    /** Cancels what runs, waits for it to end, and frees the device's memory. Idempotent. */
    @Override
    void close();
}
