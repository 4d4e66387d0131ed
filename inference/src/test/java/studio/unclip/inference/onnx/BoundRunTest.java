package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.pack.ElementType;

class BoundRunTest {

    private final OnnxRuntime runtime =
            OnnxRuntime.start(RuntimeOptions.defaults().withThreads(1));

    @Test
    void everyElementTypeReachesTheGraph() {
        try (OnnxModel model = runtime.open(TinyModels.everyType(), TinyModels.path("every-type.onnx"));
                TensorScope scope = runtime.newScope("decoder")) {
            BoundRun run = model.bind(scope, Binding.rows(2));
            run.input("sample").floats().put(0, new float[] {1, 2, 3, 4, 5, 6});
            run.input("timestep").longs().put(0, new long[] {10, 20});
            run.input("text-mask").bools().put(0, new byte[] {1, 0, 1, 0, 1, 1, 1, 1});
            run.input("shift").ints().put(0, 100);

            run.run(new CancelSignal());

            assertThat(floats(run.output("prediction"))).containsExactly(113, 114, 115, 128, 129, 130);
        }
    }

    @Test
    void theNextStepSeesWhatWasWrittenIntoTheSameBuffers() {
        try (OnnxModel model = runtime.open(TinyModels.external(), TinyModels.path("external.onnx"));
                TensorScope scope = runtime.newScope("decoder")) {
            BoundRun run = model.bind(scope, Binding.rows(1));
            for (int step = 1; step <= 3; step++) {
                run.input("x").floats().put(0, new float[] {step, 0, -step});
                run.run(new CancelSignal());
                assertThat(floats(run.output("y"))).containsExactly(2 * step, 0, -2 * step);
            }
            assertThat(run.calls()).isEqualTo(3);
            assertThat(run.nanosInside()).isPositive().isEqualTo(model.nanosInside());
        }
    }

    @Test
    void oneModelsOutputCanBeTheNextOnesInput() {
        try (OnnxModel model = runtime.open(TinyModels.external(), TinyModels.path("external.onnx"));
                TensorScope job = runtime.newScope("job");
                TensorScope stage = runtime.newScope("stage")) {
            HostTensor between = job.allocate(ElementType.FLOAT32, 1, 3);
            BoundRun first = model.bind(stage, Binding.rows(1).withOutput("y", between));
            BoundRun second = model.bind(stage, Binding.rows(1).withInput("x", between));
            first.input("x").floats().put(0, new float[] {1, 2, 3});
            first.run(new CancelSignal());
            second.run(new CancelSignal());
            assertThat(floats(second.output("y"))).containsExactly(4, 8, 12);
        }
    }

    @Test
    void aStepAllocatesAtMostFourKilobytesOfHeapAndNoTensor() {
        try (OnnxModel model = runtime.open(TinyModels.everyType(), TinyModels.path("every-type.onnx"));
                TensorScope scope = runtime.newScope("decoder")) {
            BoundRun run = model.bind(scope, Binding.rows(2));
            CancelSignal signal = new CancelSignal();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            for (int warm = 0; warm < 50; warm++) {
                run.run(signal);
            }
            long tensors = scope.bytes();
            int steps = 200;
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < steps; step++) {
                run.run(signal);
            }
            long perStep = (threads.getCurrentThreadAllocatedBytes() - before) / steps;
            assertThat(perStep).isLessThanOrEqualTo(4096);
            assertThat(scope.bytes()).isEqualTo(tensors);
        }
    }

    @Test
    void aTensorOfTheWrongShapeIsRefusedWhenTheRunIsPrepared() {
        try (OnnxModel model = runtime.open(TinyModels.external(), TinyModels.path("external.onnx"));
                TensorScope scope = runtime.newScope("decoder")) {
            HostTensor two = scope.allocate(ElementType.FLOAT32, 2, 3);
            Binding one = Binding.rows(1).withInput("x", two);
            assertThatThrownBy(() -> model.bind(scope, one))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'x'")
                    .hasMessageContaining("float32[2, 3]");
            Binding stranger = Binding.rows(2).withInput("z", two);
            assertThatThrownBy(() -> model.bind(scope, stranger)).hasMessageContaining("no input 'z'");
            Binding nothing = new Binding(Map.of(), Map.of(), Map.of());
            assertThatThrownBy(() -> model.bind(scope, nothing)).hasMessageContaining("'batch'");
        }
    }

    @Test
    void afterItsScopeIsClosedNothingCanBeReadOrRun() {
        try (OnnxModel model = runtime.open(TinyModels.external(), TinyModels.path("external.onnx"))) {
            TensorScope scope = runtime.newScope("decoder");
            BoundRun run = model.bind(scope, Binding.rows(1));
            HostTensor output = run.output("y");
            scope.close();
            scope.close();
            assertThatThrownBy(() -> run.run(new CancelSignal())).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> output.floats().get(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> scope.allocate(ElementType.INT64, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aClosedModelSaysSo() {
        OnnxModel model = runtime.open(TinyModels.external(), TinyModels.path("external.onnx"));
        try (TensorScope scope = runtime.newScope("decoder")) {
            BoundRun run = model.bind(scope, Binding.rows(1));
            model.close();
            model.close();
            assertThatThrownBy(() -> run.run(new CancelSignal()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    private static float[] floats(HostTensor tensor) {
        float[] values = new float[tensor.size()];
        tensor.floats().get(0, values);
        return values;
    }
}
