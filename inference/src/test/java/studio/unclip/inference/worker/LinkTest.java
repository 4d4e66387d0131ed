package studio.unclip.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Sampling;

@Timeout(60)
class LinkTest {
    private static final Wire.Limits SMALL = new Wire.Limits(1000, 3, 5000);

    /** Each side asks the other while it is asked itself, as it will be for a part of a picture. */
    @Test
    void callsGoBothWays() throws Exception {
        PipedOutputStream toRight = new PipedOutputStream();
        PipedOutputStream toLeft = new PipedOutputStream();
        Wire leftWire = new Wire(new PipedInputStream(toLeft, 1 << 16), toRight, Link.LIMITS);
        Wire rightWire = new Wire(new PipedInputStream(toRight, 1 << 16), toLeft, Link.LIMITS);
        Link left = new Link(leftWire, Runnable::run, e -> {}, new Answering("left"));
        Link right = new Link(rightWire, Runnable::run, e -> {}, new Answering("right"));
        left.greet();
        right.greet();
        run(left);
        run(right);

        OpenCall fromLeft = left.call(new Message.Question.Open(Map.of()), event -> {});
        OpenCall fromRight = right.call(new Message.Question.Open(Map.of()), event -> {});
        assertThat(fromLeft.answer().get(20, TimeUnit.SECONDS)).isEqualTo(failed("right"));
        assertThat(fromRight.answer().get(20, TimeUnit.SECONDS)).isEqualTo(failed("left"));
        toLeft.close();
        toRight.close();
    }

    /** A picture too large to be sent: the other side reads parts of it while the call is open, and not longer. */
    @Test
    void aLargePictureStaysAndIsReadByRegion() throws Exception {
        PipedOutputStream toRight = new PipedOutputStream();
        PipedOutputStream toLeft = new PipedOutputStream();
        Wire leftWire = new Wire(new PipedInputStream(toLeft, 1 << 16), toRight, Link.LIMITS);
        Wire rightWire = new Wire(new PipedInputStream(toRight, 1 << 16), toLeft, Link.LIMITS);
        // A pipe wants the threads alive that have written into it.
        ExecutorService toTheRight = Executors.newSingleThreadExecutor();
        ExecutorService toTheLeft = Executors.newSingleThreadExecutor();
        Link left = new Link(leftWire, toTheRight, e -> {}, new Answering("left"));
        PixelRect part = new PixelRect(16_000, 3, 2, 1);
        Queue<PictureSource> seen = new ConcurrentLinkedQueue<>();
        Link right = new Link(rightWire, toTheLeft, e -> {}, new Link.Callee() {
            @Override
            public void called(Link link, Message.Call call) {
                Message.Question.Generate ask = (Message.Question.Generate) call.question();
                PictureSource picture = ask.request().pictures().getFirst();
                seen.add(picture);
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> link.answer(call.id(), new Message.Answer.Pixels(picture.read(part))));
            }

            @Override
            public void cancelled(long id) {}
        });
        left.greet();
        right.greet();
        run(left);
        run(right);

        ImageRequest request = new ImageRequest.Vary(new Striped(16_384, 16_384), 0.5, 0, Sampling.of(1));
        OpenCall call = left.call(new Message.Question.Generate(request, JobOptions.quiet()), event -> {});
        assertThat(call.answer().get(20, TimeUnit.SECONDS))
                .isEqualTo(new Message.Answer.Pixels(new Striped(16_384, 16_384).read(part)));
        PictureSource late = seen.element();
        assertThat(late.bounds()).isEqualTo(new PixelRect(0, 0, 16_384, 16_384));
        assertThatThrownBy(() -> late.read(part)).isInstanceOf(IllegalStateException.class);
        toTheRight.close();
        toTheLeft.close();
        toLeft.close();
        toRight.close();
    }

    /** Every pixel tells where it is. */
    private record Striped(int width, int height) implements PictureSource {
        @Override
        public Picture read(PixelRect region) {
            ByteBuffer rgba = ByteBuffer.allocate(region.width() * region.height() * 4);
            for (int i = 0; i < region.width() * region.height(); i++) {
                rgba.putInt((region.y() + i / region.width()) << 16 | region.x() + i % region.width());
            }
            return Picture.of(region.width(), region.height(), rgba.array());
        }
    }

    private record Answering(String name) implements Link.Callee {
        @Override
        public void called(Link link, Message.Call call) {
            link.answer(call.id(), failed(name));
        }

        @Override
        public void cancelled(long id) {}
    }

    private static Message.Answer failed(String name) {
        return new Message.Answer.Failed(new JobFailure.Internal(name));
    }

    private static void run(Link link) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                link.run();
            } catch (IOException e) {
                // The pipes of the other thread are gone: the test is over.
            }
        });
    }

    @Test
    void framesComeBackAsTheyWere() throws IOException {
        Random random = new Random(3);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Frame frame =
                new Frame(bytes(random, 1000), List.of(bytes(random, 4000), bytes(random, 0), bytes(random, 1000)));
        new Wire(new ByteArrayInputStream(new byte[0]), sent, SMALL).send(frame);
        Wire wire = new Wire(new ByteArrayInputStream(sent.toByteArray()), OutputStream.nullOutputStream(), SMALL);
        assertThat(wire.receive()).hasValue(frame);
        assertThat(wire.receive()).isEmpty();
    }

    @Test
    void overALimitIsRefusedBeforeItIsRead() throws IOException {
        Random random = new Random(4);
        for (Frame frame : List.of(
                new Frame(bytes(random, 1001), List.of()),
                new Frame(bytes(random, 1), List.of(bytes(random, 2501), bytes(random, 2500))),
                new Frame(
                        bytes(random, 1),
                        List.of(bytes(random, 1), bytes(random, 1), bytes(random, 1), bytes(random, 1))))) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            new Wire(new ByteArrayInputStream(new byte[0]), sent, SMALL).send(frame);
            Wire wire = new Wire(new ByteArrayInputStream(sent.toByteArray()), OutputStream.nullOutputStream(), SMALL);
            assertThatThrownBy(wire::receive).isInstanceOf(WireException.class).hasMessageContaining("no message");
        }
    }

    /** Whatever arrives: an end, a message, or one of two exceptions; never another, never memory for what was only said. */
    @Test
    void whateverArrivesIsDealtWith() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Random first = new Random(5);
        Wire sender = new Wire(new ByteArrayInputStream(new byte[0]), sent, SMALL);
        sender.send(new Frame(bytes(first, 300), List.of(bytes(first, 900))));
        byte[] good = sent.toByteArray();
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int i = random.nextInt(4); i > 0 && bad.length > 0; i--) {
                bad[random.nextInt(Math.min(bad.length, 16))] = (byte) random.nextInt();
            }
            Wire wire = new Wire(new ByteArrayInputStream(bad), OutputStream.nullOutputStream(), SMALL);
            try {
                Optional<Frame> frame = wire.receive();
                assertThat(frame.isEmpty()).as("seed %d", seed).isEqualTo(bad.length == 0);
            } catch (WireException | EOFException e) {
                assertThat(bad).as("seed %d", seed).isNotEqualTo(good);
            }
        }
    }

    private static ByteBuffer bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
