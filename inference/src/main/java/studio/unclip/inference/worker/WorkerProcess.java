package studio.unclip.inference.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;

/**
 * One worker, seen from its parent: a process, the link to it, and three threads that end with it (what it says, what it
 * is told, its stderr). Safe for threads.
 */
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

    /** A process that was killed and cannot be reaped hangs in a driver; it is left behind then. */
    private static final long SECONDS_TO_DIE = 5;

    private final Process process;
    private final Link link;
    private final ExecutorService sender;
    private final OpenCall opening;

    /** Why it is no longer of use; guarded by this. */
    private Optional<JobFailure> death = Optional.empty();

    private WorkerProcess(Process process, WorkerLaunch launch) {
        this.process = process;
        this.sender = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("unclip-worker-in").daemon().factory());
        Wire wire = new Wire(process.getInputStream(), process.getOutputStream(), Link.LIMITS);
        this.link = new Link(wire, sender, this::isDeaf, new NoCallee());
        link.greet();
        Thread.ofPlatform().name("unclip-worker-err").daemon().start(new StderrLog(process.getErrorStream()));
        this.opening = link.call(new Message.Question.Open(launch.settings()), event -> {});
        Thread.ofPlatform().name("unclip-worker-out").daemon().start(this::listen);
    }

    /**
     * Starts one and asks it to open the pack; returns before it is ready.
     *
     * @throws IOException if there can be no such process
     */
    static WorkerProcess start(WorkerLaunch launch) throws IOException {
        return new WorkerProcess(launch.builder().start(), launch);
    }

    /** The worker asks nothing of its parent. */
    private static final class NoCallee implements Link.Callee {
        @Override
        public void called(Link link, Message.Call call) {
            link.answer(
                    call.id(),
                    new Message.Answer.Failed(new JobFailure.Internal("The studio answers no such question.")));
        }

        @Override
        public void cancelled(long id) {}
    }

    /** The answer to the first question, whether it can work. */
    OpenCall opening() {
        return opening;
    }

    long pid() {
        return process.pid();
    }

    /** Grows with every sign of life. */
    long heard() {
        return link.heard();
    }

    /** @throws WorkerDiedException if it is gone */
    OpenCall call(Message.Question question, Consumer<? super JobEvent> told) {
        OpenCall call = link.call(question, told);
        // It may have died in between, and then nobody else would end the call.
        death().ifPresent(why -> link.fail(new WorkerDiedException(why)));
        return call;
    }

    /** An edit that it keeps is no longer wanted. */
    void drop(long edit) {
        link.drop(edit);
    }

    /** Empty while it is of use. */
    synchronized Optional<JobFailure> death() {
        return death;
    }

    /** Ends it now; calls that wait fail with this reason, unless there was one before. */
    void kill(JobFailure why) {
        LOG.warn("worker {} is killed: {}", process.pid(), why.message());
        JobFailure first = dies(why);
        process.destroyForcibly();
        link.fail(new WorkerDiedException(first));
    }

    /** Ends it when nothing waits for it, and waits a moment for that. */
    void end() {
        dies(Deaths.ofRest());
        sender.execute(this::closeInput);
        sender.shutdown();
        if (!exited()) {
            process.destroyForcibly();
        }
    }

    private synchronized JobFailure dies(JobFailure why) {
        if (death.isEmpty()) {
            death = Optional.of(why);
        }
        return death.get();
    }

    private void isDeaf(IOException e) {
        LOG.debug("worker {} takes nothing more", process.pid(), e);
        process.destroyForcibly();
    }

    /** Until it has nothing more to say; the link's thread. */
    private void listen() {
        try {
            link.run();
        } catch (WireException e) {
            LOG.error("worker {}", process.pid(), e);
            dies(Deaths.ofGarbage(e.getMessage()));
            process.destroyForcibly();
        } catch (IOException e) {
            LOG.debug("worker {} ended in the middle of a message", process.pid(), e);
        } catch (RuntimeException | Error e) {
            LOG.error("what worker {} said was not dealt with", process.pid(), e);
            dies(new JobFailure.Internal("Something went wrong in the program; the log has the details."));
            process.destroyForcibly();
        }
        boolean exited = exited();
        JobFailure why = dies(
                exited ? Deaths.ofExit(process.exitValue(), opening.answer().isDone()) : Deaths.ofNoEnd());
        LOG.info("worker {} is gone: {}", process.pid(), why.message());
        process.destroyForcibly();
        link.fail(new WorkerDiedException(why));
        sender.shutdownNow();
        if (exited) {
            closeInput();
            closeOutput();
        }
    }

    private boolean exited() {
        try {
            return process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("worker {} has left something unread", process.pid(), e);
        }
    }

    private void closeOutput() {
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            LOG.debug("worker {}", process.pid(), e);
        }
    }
}
