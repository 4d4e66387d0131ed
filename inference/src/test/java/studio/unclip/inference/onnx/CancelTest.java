package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CancelTest {

    /** Hours of work on any machine. */
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final OnnxRuntime runtime =
            OnnxRuntime.start(RuntimeOptions.defaults().withThreads(1));
    private OnnxModel model;
    private TensorScope scope;
    private BoundRun run;

    @BeforeEach
    void open() {
        model = runtime.open(TinyModels.slow(), TinyModels.path("slow.onnx"));
        scope = runtime.newScope("slow");
        run = model.bind(scope, new Binding(Map.of(), Map.of(), Map.of()));
    }

    @AfterEach
    void close() {
        scope.close();
        model.close();
    }

    @Test
    void aRunEndsSoonAfterItIsCancelledAndTheModelStaysUsable() throws Exception {
        CancelSignal signal = new CancelSignal();
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread worker = start(signal, outcome);
        long asked = System.nanoTime();
        signal.cancel();
        worker.join();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);

        assertThat(outcome.get()).isInstanceOf(InferenceException.CancelledRun.class);
        assertThat(millis).as("milliseconds from cancel to the end").isLessThan(5_000);
        assertFreshRunWorks();
    }

    @Test
    void aSignalGivenBeforehandEndsTheRunBeforeItBegins() {
        CancelSignal signal = new CancelSignal();
        signal.cancel();
        run.input("trips").longs().put(0, FOREVER);
        assertThatThrownBy(() -> run.run(signal)).isInstanceOf(InferenceException.CancelledRun.class);
        assertThat(run.calls()).isZero();
        assertFreshRunWorks();
    }

    @Test
    void cancellingOneJobLeavesAnotherJobOnTheSameModelAlone() throws Exception {
        CancelSignal first = new CancelSignal();
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread worker = start(first, outcome);
        try (TensorScope other = runtime.newScope("other")) {
            BoundRun second = model.bind(other, new Binding(Map.of(), Map.of(), Map.of()));
            second.input("trips").longs().put(0, 1);
            new CancelSignal().cancel();
            second.run(new CancelSignal());
            assertThat(second.calls()).isEqualTo(1);
        }
        assertThat(worker.isAlive()).isTrue();
        first.cancel();
        worker.join();
        assertThat(outcome.get()).isInstanceOf(InferenceException.CancelledRun.class);
    }

    @Test
    void aModelIsNotClosedWhileItRuns() throws Exception {
        CancelSignal signal = new CancelSignal();
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread worker = start(signal, outcome);
        AtomicBoolean closed = new AtomicBoolean();
        Thread closer = Thread.ofPlatform().start(() -> {
            model.close();
            closed.set(true);
        });
        closer.join(200);
        assertThat(closed).as("closed under a running call").isFalse();
        signal.cancel();
        closer.join();
        worker.join();
        assertThat(closed).isTrue();
        assertThat(outcome.get()).isInstanceOf(InferenceException.CancelledRun.class);
    }

    private Thread start(CancelSignal signal, AtomicReference<Throwable> outcome) throws InterruptedException {
        run.input("trips").longs().put(0, FOREVER);
        CountDownLatch begun = new CountDownLatch(1);
        Thread worker = Thread.ofPlatform().start(() -> {
            begun.countDown();
            try {
                run.run(signal);
            } catch (InferenceException e) {
                outcome.set(e);
            }
        });
        begun.await();
        worker.join(100); // let it get inside the graph
        assertThat(worker.isAlive()).isTrue();
        return worker;
    }

    private void assertFreshRunWorks() {
        float[] start = new float[64 * 64];
        for (int i = 0; i < 64; i++) {
            start[i * 64 + i] = 2;
        }
        run.input("start").floats().put(0, start);
        run.input("trips").longs().put(0, 2);
        run.run(new CancelSignal());
        assertThat(run.output("end").floats().get(0)).isEqualTo(16); // ((2^2)^2)
    }
}
