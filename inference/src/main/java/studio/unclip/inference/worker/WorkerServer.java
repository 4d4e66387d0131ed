package studio.unclip.inference.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;

/**
 * The worker's side: answers its parent until that has nothing more to say or is gone, then ends the process at once,
 * whatever else runs in it.
 */
public final class WorkerServer {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerServer.class);
    private static final long PULSE_MILLIS = 1000;

    /** Exit codes; the first is also that of an ordinary end. */
    private static final int PARENT_GONE = 0;

    private static final int NOT_UNDERSTOOD = 2;

    private final ExecutorService calls = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("unclip-calls").daemon().factory());
    private final Map<Long, Job> jobs = new ConcurrentHashMap<>();
    private final Opener opener;

    /** By the number the parent gave; the calls' thread. */
    private final Map<Long, ServedEdit> edits = new HashMap<>();

    /** What was opened; the calls' thread. */
    private Optional<ImageGenerator> generator = Optional.empty();

    /** Makes the engine that does the work. */
    @FunctionalInterface
    public interface Opener {
        /**
         * @param settings of {@link WorkerLaunch}
         * @throws GenerationException with what the parent is to tell a person
         */
        ImageGenerator open(Map<String, String> settings);
    }

    private WorkerServer(Opener opener) {
        this.opener = opener;
    }

    /**
     * Serves; does not return. To be called first of all on the main thread.
     *
     * @param in standard input
     * @param out standard output; nothing else may use it
     * @param opener makes the engine
     */
    public static void serve(InputStream in, OutputStream out, Opener opener) {
        OwnProcess.lowerPriority();
        OutputStream wire = OwnProcess.takeOutput(out);
        ProcessHandle.current().parent().ifPresent(WorkerServer::endWith);
        WorkerServer server = new WorkerServer(opener);
        // In place: a parent that is behind holds the job up.
        Link link = new Link(
                new Wire(in, wire, Link.LIMITS), Runnable::run, e -> OwnProcess.end(PARENT_GONE), server.callee());
        link.greet();
        Thread.ofPlatform().name("unclip-pulse").daemon().start(() -> pulse(link));
        try {
            link.run();
            OwnProcess.end(PARENT_GONE);
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("the parent was not understood", e);
            OwnProcess.end(NOT_UNDERSTOOD);
        }
    }

    /** Beside the end of our input, which comes late where another process holds its other end. */
    private static void endWith(ProcessHandle parent) {
        CompletableFuture<Void> _ = parent.onExit().thenRun(() -> OwnProcess.end(PARENT_GONE));
    }

    private static void pulse(Link link) {
        try {
            while (true) {
                Thread.sleep(PULSE_MILLIS);
                link.alive();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Link.Callee callee() {
        return new Link.Callee() {
            @Override
            public void called(Link link, Message.Call call) {
                // Not here: while a call is dealt with, the parent's cancel and its end must be heard.
                calls.execute(() -> answer(link, call));
            }

            @Override
            public void cancelled(long id) {
                calls.execute(() -> {
                    Optional.ofNullable(jobs.get(id)).ifPresent(Job::cancel);
                    edits.values().removeIf(edit -> edit.cancel(id));
                });
            }

            @Override
            public void dropped(long edit) {
                calls.execute(() -> Optional.ofNullable(edits.remove(edit)).ifPresent(ServedEdit::close));
            }
        };
    }

    private void answer(Link link, Message.Call call) {
        long id = call.id();
        try {
            switch (call.question()) {
                case Message.Question.Open open -> link.answer(id, open(open));
                case Message.Question.Generate ask ->
                    keep(id, opened().submit(ask.request(), ask.options(), relay(link, id)));
                case Message.Question.Prepare ask -> {
                    ServedEdit edit = new ServedEdit(link);
                    edits.put(ask.edit(), edit);
                    edit.prepare(id, opened(), ask.request());
                }
                case Message.Question.PreviewEdit ask ->
                    Optional.ofNullable(edits.get(ask.edit()))
                            .orElseThrow(() -> new IllegalStateException("edit " + ask.edit() + " is not prepared"))
                            .preview(id, ask.theta());
                case Message.Question.Read _ -> throw new IllegalStateException("the link answers it");
                case Message.Question.Analyse ask -> keep(id, opened().analyse(ask.request(), relay(link, id)));
            }
        } catch (GenerationException e) {
            LOG.error("not opened", e);
            link.answer(id, new Message.Answer.Failed(e.failure()));
        } catch (RuntimeException | Error e) {
            LOG.error("question {} was not answered", id, e);
            link.answer(
                    id,
                    new Message.Answer.Failed(new JobFailure.Internal(
                            "Something went wrong in the engine (" + e + "). The log has the details.")));
        }
    }

    private void keep(long id, Job job) {
        jobs.put(id, job);
        CompletableFuture<Void> _ = job.ended().thenRun(() -> jobs.remove(id));
    }

    private Message.Answer open(Message.Question.Open open) {
        ImageGenerator made = opener.open(open.settings());
        generator = Optional.of(made);
        return new Message.Answer.Opened(made.pack(), made.device());
    }

    private ImageGenerator opened() {
        return generator.orElseThrow(() -> new IllegalStateException("no pack is open"));
    }

    /** The last event is the answer. */
    private Consumer<JobEvent> relay(Link link, long id) {
        return event -> {
            if (event instanceof JobEvent.Ended last) {
                link.answer(id, new Message.Answer.Ended(last));
            } else {
                link.tell(id, event);
            }
        };
    }
}
