package studio.unclip.inference.worker;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Thrift;

/** A worker's program for tests: an honest one, or one of those a person may have to do with in the end. */
final class TestWorker {
    static final String MODE = "test.worker.mode";

    private TestWorker() {}

    public static void main(String[] arguments) throws Exception {
        InputStream in = System.in;
        PrintStream out = System.out;
        System.setOut(System.err);
        switch (System.getProperty(MODE, "honest")) {
            case "honest" ->
                WorkerServer.serve(
                        in,
                        out,
                        settings -> new PacedGenerator(
                                settings.get("device"), Thrift.valueOf(settings.get(WorkerLaunch.THRIFT))));
            case "pack" -> WorkerServer.serve(in, out, settings -> PackInAWorker.open(settings));
            case "refusing" ->
                WorkerServer.serve(in, out, settings -> {
                    throw new GenerationException(
                            new JobFailure.DeviceFailed("There is no " + settings.get("device") + "."), null);
                });
            case "other version" -> {
                say(out, "UNCLIPIO", Wire.VERSION + 1);
                in.transferTo(OutputStream.nullOutputStream());
            }
            case "garbage" -> {
                byte[] garbage = new byte[1 << 20];
                new Random(7).nextBytes(garbage);
                out.write(garbage);
                out.flush();
                in.transferTo(OutputStream.nullOutputStream());
            }
            case "too long a frame" -> {
                say(out, "UNCLIPIO", Wire.VERSION, Integer.MAX_VALUE, 0);
                in.transferTo(OutputStream.nullOutputStream());
            }
            case "no message" -> speak(in, out, "{\"type\":\"java.lang.Runtime\"}");
            case "an answer to no question" ->
                speak(
                        in,
                        out,
                        "{\"type\":\"Reply\",\"id\":99,\"answer\":{\"type\":\"Failed\",\"failure\":"
                                + "{\"type\":\"Internal\",\"message\":\"m\"}}}");
            case "silent" -> Thread.sleep(100_000);
            case "gone at once" -> {}
            default -> throw new IllegalArgumentException();
        }
    }

    private static void say(OutputStream to, String magic, int... numbers) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        out.write(magic.getBytes(StandardCharsets.US_ASCII));
        for (int number : numbers) {
            out.writeInt(number);
        }
        out.flush();
    }

    /** Hears the first question and answers so. */
    private static void speak(InputStream in, OutputStream out, String header) throws IOException {
        Wire wire = new Wire(in, out, Link.LIMITS);
        wire.greet();
        wire.expectGreeting();
        Optional<Frame> question = wire.receive();
        if (question.isPresent()) {
            wire.send(new Frame(ByteBuffer.wrap(header.getBytes(StandardCharsets.UTF_8)), List.of()));
            Optional<Frame> _ = wire.receive();
        }
    }
}
