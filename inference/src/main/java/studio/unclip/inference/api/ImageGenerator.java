package studio.unclip.inference.api;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One opened pack on one device: turns requests into pictures.
 *
 * <p>Thread-safe. Jobs run one at a time, in the order they were submitted; nothing here blocks the caller except {@link
 * #close()}. Nothing above this port can tell whether the model runs in this process, in another one, or is a fake.
 *
 * <p><b>Events.</b> All listeners are called on one thread of the generator's own, which does nothing else: one event at
 * a time, those of a job in order. A job tells one {@link JobEvent.Queued}; when its turn comes one {@link
 * JobEvent.Planned}; then any number of {@link JobEvent.Progress}, {@link JobEvent.Preview}, {@link
 * JobEvent.CandidateReady} and {@link JobEvent.CandidateFailed}; and at last exactly one {@link JobEvent.Ended}, after
 * which nothing comes. Whatever goes wrong inside, the last event comes. A listener that throws, even an {@link Error},
 * is logged and changes nothing. One that takes long holds its job up rather than filling the memory. A call that throws
 * has told nothing.
 */
public interface ImageGenerator extends AutoCloseable {

    /** The pack this generator has opened. Also after {@link #close()}. */
    PackInfo pack();

    /** The device the model runs on now: another one after {@link JobEvent.DeviceChanged}. Also after {@link #close()}. */
    DeviceInfo device();

    /**
     * Checks a prompt against what the pack knows, without running the model. Cheap enough for every key press.
     *
     * @param prompt any text, may be empty
     */
    PromptCheck check(String prompt);

    /**
     * What a person should know before the pack works on a picture, in one sentence: that it is a photograph, and this
     * pack paints no such thing. Mostly nothing, and nothing from a generator that cannot tell. Without running the model,
     * but the picture is read once: not on a window's thread.
     */
    default Optional<String> notice(PictureSource picture) {
        return Optional.empty();
    }

    /**
     * What a request would need, before it runs.
     *
     * @throws InvalidRequestException if the request is outside what the pack can do
     */
    RunPlan plan(ImageRequest request);

    /**
     * Queues a request. It ends with {@link JobEvent.Completed}, {@link JobEvent.Failed} or {@link JobEvent.Cancelled}.
     *
     * @throws InvalidRequestException if the request is outside what the pack can do
     * @throws GeneratorClosedException after {@link #close()}
     */
    Job submit(ImageRequest request, JobOptions options, Consumer<? super JobEvent> listener);

    /**
     * Queues a question about pictures. It ends with {@link JobEvent.Analysed}, {@link JobEvent.Failed} or {@link
     * JobEvent.Cancelled}.
     *
     * @throws InvalidRequestException if the pack lacks a component the answer needs
     * @throws GeneratorClosedException after {@link #close()}
     */
    Job analyse(AnalysisRequest request, Consumer<? super JobEvent> listener);

    /**
     * Makes a text diff ready for quick previews of any theta; the request's own theta says nothing. Returns at once; the
     * finding is done in turn with the jobs.
     *
     * @param listener called on the same thread as those of jobs, under the same rules
     * @throws InvalidRequestException if the request is outside what the pack can do
     * @throws GeneratorClosedException after {@link #close()}
     */
    PreparedEdit prepare(ImageRequest.TextDiff request, Consumer<? super EditEvent> listener);

    /**
     * Frees the memory of what is loaded, for a program that is left alone; the next job loads it again. Returns at once,
     * and does nothing while a job runs or waits.
     */
    void rest();

    /**
     * Cancels all jobs, waits until each has told its last event, and frees the device's memory. Called again it returns
     * at once. From a listener it does not wait for events, which come after the listener has returned.
     */
    @Override
    void close();
}
