package studio.unclip.inference.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import studio.unclip.inference.api.JobEvent;

/** A call that waits for its answer. Nothing is told once it has ended. Safe for threads. */
final class OpenCall {
    private final long id;
    private final Consumer<? super JobEvent> told;
    private final Runnable cancel;
    private final CompletableFuture<Message.Answer> answer = new CompletableFuture<>();
    private final AtomicLong heard = new AtomicLong();

    /**
     * @param told what happens on the way, on the link's thread; what it blocks holds the other side up
     * @param cancel tells the other side
     */
    OpenCall(long id, Consumer<? super JobEvent> told, Runnable cancel) {
        this.id = id;
        this.told = told;
        this.cancel = cancel;
    }

    long id() {
        return id;
    }

    /** Completes with the answer, or exceptionally with {@link WorkerDiedException}. */
    CompletableFuture<Message.Answer> answer() {
        return answer;
    }

    /** Tells the other side that it is no longer wanted, and returns at once. */
    void cancel() {
        cancel.run();
    }

    /** Grows with every event, before it is told and after. */
    long heard() {
        return heard.get();
    }

    /** Whether an event is being told: the link hears nothing until that is done. */
    boolean isTelling() {
        return heard.get() % 2 == 1;
    }

    synchronized void tell(JobEvent event) {
        if (!answer.isDone()) {
            heard.incrementAndGet();
            try {
                told.accept(event);
            } finally {
                heard.incrementAndGet();
            }
        }
    }

    synchronized void end(Message.Answer with) {
        answer.complete(with);
    }

    synchronized void fail(Throwable with) {
        answer.completeExceptionally(with);
    }
}
