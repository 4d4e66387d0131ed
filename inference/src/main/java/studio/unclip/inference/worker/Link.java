package studio.unclip.inference.worker;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;

/**
 * Calls over a wire, in both directions. One thread runs it and hands out what arrives; any thread may call, tell and
 * answer.
 */
final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /** What each side takes from the other in one frame: more than any message of the port holds. */
    static final Wire.Limits LIMITS = new Wire.Limits(16 << 20, 4096, 256L << 20);

    private final MessageCodec codec = new MessageCodec();
    private final LentPictures lent = new LentPictures();
    private final Map<Long, OpenCall> open = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Wire wire;
    private final Executor sending;
    private final Consumer<IOException> whenDeaf;
    private final Callee callee;

    /** Answers the other side. Called on the link's thread, which hears nothing meanwhile. */
    interface Callee {
        void called(Link link, Message.Call call);

        void cancelled(long id);

        /** An edit is no longer wanted. */
        default void dropped(long edit) {}
    }

    /**
     * @param sending where frames are written: in place, which holds the teller up while the other side is behind, or on a
     *     thread of its own
     * @param whenDeaf told when the other side takes nothing more
     */
    Link(Wire wire, Executor sending, Consumer<IOException> whenDeaf, Callee callee) {
        this.wire = wire;
        this.sending = sending;
        this.whenDeaf = whenDeaf;
        this.callee = callee;
    }

    /**
     * Hands out what arrives, until the other side has nothing more to say.
     *
     * @throws WireException if it says what is no message
     * @throws IOException if it falls silent in the middle of one
     */
    void run() throws IOException {
        wire.expectGreeting();
        for (Optional<Frame> frame = wire.receive(); frame.isPresent(); frame = wire.receive()) {
            handle(read(frame.get()));
        }
    }

    /** To be done before anything else is said. */
    void greet() {
        onSending(wire::greet);
    }

    /** Grows whenever something arrives. */
    long heard() {
        return wire.heard();
    }

    /**
     * Asks.
     *
     * @param told what happens until the answer
     */
    OpenCall call(Message.Question question, Consumer<? super JobEvent> told) {
        long id = lastId.incrementAndGet();
        OpenCall call = new OpenCall(id, told, () -> send(new Message.Cancel(id)));
        Frame frame = codec.write(new Message.Call(id, question), lent.with(id, this::read));
        if (fits(frame)) {
            open.put(id, call);
            onSending(() -> wire.send(frame));
        } else {
            lent.takeBack(id);
            call.end(new Message.Answer.Failed(new JobFailure.OutOfMemory("This is more than the engine takes at once ("
                    + (LIMITS.blobBytes() >> 20) + " MB of pictures). Use smaller pictures, or fewer.")));
        }
        return call;
    }

    void tell(long id, JobEvent event) {
        send(new Message.Told(id, event));
    }

    void answer(long id, Message.Answer answer) {
        send(new Message.Reply(id, answer));
    }

    void drop(long edit) {
        send(new Message.Drop(edit));
    }

    void alive() {
        send(new Message.Alive());
    }

    /** Ends every call that waits. */
    void fail(WorkerDiedException with) {
        for (OpenCall call : List.copyOf(open.values())) {
            open.remove(call.id());
            lent.takeBack(call.id());
            call.fail(with);
        }
    }

    private static boolean fits(Frame frame) {
        long bytes = frame.blobs().stream().mapToLong(blob -> blob.remaining()).sum();
        return frame.header().remaining() <= LIMITS.headerBytes()
                && frame.blobs().size() <= LIMITS.blobs()
                && bytes <= LIMITS.blobBytes();
    }

    private void send(Message message) {
        Frame frame = codec.write(message, MessageCodec.Lending.NONE);
        onSending(() -> wire.send(frame));
    }

    private interface Sending {
        void run() throws IOException;
    }

    private void onSending(Sending work) {
        try {
            sending.execute(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    whenDeaf.accept(e);
                }
            });
        } catch (RejectedExecutionException e) {
            // The other side is gone, and whoever waits for it is told so.
            whenDeaf.accept(new IOException(e));
        }
    }

    private Message read(Frame frame) throws WireException {
        try {
            return codec.read(frame, Message.class, lent.with(0, this::read));
        } catch (IllegalArgumentException e) {
            throw new WireException(Wire.noMessage("it cannot be read").getMessage(), e);
        }
    }

    private void handle(Message message) throws WireException {
        switch (message) {
            case Message.Alive _ -> {}
            case Message.Call(long id, Message.Question.Read read) -> show(id, read);
            case Message.Call call -> callee.called(this, call);
            case Message.Cancel(long id) -> callee.cancelled(id);
            case Message.Drop(long edit) -> callee.dropped(edit);
            case Message.Told(long id, JobEvent event) -> {
                if (event instanceof JobEvent.Ended) {
                    throw Wire.noMessage("a last event that is no answer");
                }
                known(open.get(id)).tell(event);
            }
            case Message.Reply(long id, Message.Answer answer) -> {
                lent.takeBack(id);
                known(open.remove(id)).end(answer);
            }
        }
    }

    /** On a thread of its own: a document may take a while to be flattened, and the link must hear. */
    private void show(long id, Message.Question.Read read) {
        Thread.ofVirtual().name("unclip-lent").start(() -> {
            Message.Answer answer;
            try {
                answer = new Message.Answer.Pixels(lent.read(read.picture(), read.region()));
            } catch (RuntimeException | Error e) {
                LOG.error("a picture was not read", e);
                answer = new Message.Answer.Failed(
                        new JobFailure.Internal("The picture could not be read any more. Nothing was changed."));
            }
            answer(id, answer);
        });
    }

    /** Reads a part of the other side's picture; waits for it. */
    private Picture read(long picture, PixelRect region) {
        Message.Answer answer = call(new Message.Question.Read(picture, region), event -> {})
                .answer()
                .join();
        if (answer instanceof Message.Answer.Pixels pixels) {
            return pixels.picture();
        }
        throw new IllegalStateException("a lent picture was not shown: " + answer);
    }

    private static OpenCall known(OpenCall call) throws WireException {
        if (call == null) {
            throw Wire.noMessage("an answer to no question");
        }
        return call;
    }
}
