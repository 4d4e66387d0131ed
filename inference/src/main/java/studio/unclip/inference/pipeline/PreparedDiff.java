package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.embedding.EmbeddingPath;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;

/**
 * {@link PreparedEdit} in this process. Finding and each preview is a job of the queue, so they never run beside another
 * one and fail like one; at most one of them is in the queue at a time, and one theta waits outside it. Thread-safe.
 */
final class PreparedDiff implements PreparedEdit {
    private final ImageRequest.TextDiff request;
    private final DiffChoice choice;
    private final Queue queue;
    private final Consumer<? super EditEvent> listener;

    /** Written on the model thread before the job ends, read there by later ones. */
    private Found found;

    /** These four guarded by this. */
    private boolean closed;

    private boolean ready;
    private Optional<Double> wanted = Optional.empty();
    private Optional<Job> running = Optional.empty();

    /** Runs an operation as a job. */
    @FunctionalInterface
    interface Queue {
        Job submit(Operation operation, Consumer<? super JobEvent> listener);
    }

    /** What every theta shares. */
    private record Found(DiffGround ground, TextFeatures none, EmbeddingPath path, SourcePath source) {}

    /** @param choice with the few steps of a preview */
    PreparedDiff(ImageRequest.TextDiff request, DiffChoice choice, Queue queue, Consumer<? super EditEvent> listener) {
        this.request = request;
        this.choice = choice;
        this.queue = queue;
        this.listener = listener;
    }

    /** Queues the finding. */
    synchronized void begin() {
        Operation finding = new Operation(request, choice.stages().all(), choice.towers(), 1, this::find);
        running = Optional.of(queue.submit(finding, event -> {
            switch (event) {
                case JobEvent.Completed _ -> {
                    tell(new EditEvent.Prepared(
                            request.from(found.ground().request().from())));
                    next(true);
                }
                case JobEvent.Failed failed -> {
                    tell(new EditEvent.Failed(failed.failure()));
                    next(false);
                }
                default -> {
                    // How far the finding is is not told: it is over before one would read it.
                }
            }
        }));
    }

    @Override
    public void preview(double theta) {
        if (!(theta >= 0 && theta <= 1)) {
            throw new InvalidRequestException("theta", "The theta must be 0 to 1, not " + theta + ".");
        }
        synchronized (this) {
            if (closed) {
                throw new GeneratorClosedException();
            }
            wanted = Optional.of(theta);
            if (ready && running.isEmpty()) {
                start();
            }
        }
    }

    @Override
    public void close() {
        Optional<Job> last;
        synchronized (this) {
            closed = true;
            wanted = Optional.empty();
            last = running;
        }
        last.ifPresent(Job::cancel);
    }

    /** The job in the queue has ended. */
    private synchronized void next(boolean well) {
        running = Optional.empty();
        ready = ready || well;
        if (!closed && ready && wanted.isPresent()) {
            try {
                start();
            } catch (GeneratorClosedException e) {
                closed = true;
            }
        }
    }

    private void start() {
        double theta = wanted.orElseThrow();
        wanted = Optional.empty();
        Operation one =
                new Operation(request, choice.stages().pictures(), Set.of(), 1, context -> preview(context, theta));
        running = Optional.of(queue.submit(one, event -> {
            switch (event) {
                case JobEvent.Preview made -> tell(new EditEvent.Preview(theta, made.picture()));
                case JobEvent.Failed failed -> {
                    tell(new EditEvent.Failed(failed.failure()));
                    next(true);
                }
                case JobEvent.Ended _ -> next(true);
                default -> {
                    // A preview is over before its progress would be read.
                }
            }
        }));
    }

    private void tell(EditEvent event) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        listener.accept(event);
    }

    private JobEvent.Ended find(JobContext context) throws PackException {
        DiffGround ground = DiffGround.of(context, request, choice.largest());
        TextFeatures none = Cascade.noText(context, ground.to());
        StageChoice decoder = choice.stages().decoder();
        EmbeddingPath path = choice.prior().isEmpty()
                ? ground.byText(context.engine().geometry(), choice.constants())
                : byPrior(context, ground, choice.prior().get());
        try (LoadedModels.Networks networks = leased(context, decoder)) {
            float[] picture = ground.view().at(decoder.stage().size().orElseThrow());
            CandidateDraft draft = ground.draft(0);
            SourcePath source = SourcePath.of(context, networks, decoder, ground.whitened(), none, picture, draft);
            found = new Found(ground, none, path, source);
        }
        return ended(context);
    }

    private EmbeddingPath byPrior(JobContext context, DiffGround ground, StageChoice prior) throws PackException {
        try (LoadedModels.Networks networks = leased(context, prior)) {
            return ground.byPrior(context, networks, prior, choice.constants(), 0);
        }
    }

    private JobEvent.Ended preview(JobContext context, double theta) throws PackException {
        StageChoice decoder = choice.stages().decoder();
        List<Part> parts = new ArrayList<>(new Cascade(context, List.of(decoder), found.none()).parts());
        CandidateDraft draft = found.ground().draft(0);
        draft.condition(found.path().at(theta));
        draft.depart(decoder.name(), found.source().departure(found.ground().view(), request.mask()));
        try (LoadedModels.Networks networks = leased(context, decoder)) {
            parts.getFirst().work().make(networks, draft);
        }
        context.job()
                .tell(new JobEvent.Preview(
                        context.job().id(),
                        0,
                        decoder.name(),
                        found.ground().view().cut(draft.picture())));
        return ended(context);
    }

    private static LoadedModels.Networks leased(JobContext context, StageChoice stage) throws PackException {
        return context.models()
                .leaseAll(stage.components(context.engine().contents().manifest()));
    }

    private static JobEvent.Ended ended(JobContext context) {
        return new JobEvent.Completed(
                context.job().id(),
                List.of(),
                context.report().timings(context.models().nanosOpening()));
    }
}
