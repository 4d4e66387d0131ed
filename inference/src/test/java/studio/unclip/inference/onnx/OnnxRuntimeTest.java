package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.ElementType;
import studio.unclip.inference.pack.TensorSpec;

class OnnxRuntimeTest {

    private static final TensorSpec X = TinyModels.tensor("x", ElementType.FLOAT32, "batch", 3);
    private static final TensorSpec Y = TinyModels.tensor("y", ElementType.FLOAT32, "batch", 3);

    private final OnnxRuntime runtime =
            OnnxRuntime.start(RuntimeOptions.defaults().withThreads(1));

    @Test
    void theCpuIsTriedLikeAnyOtherDevice() {
        runtime.probe();
        assertThat(runtime.version()).startsWith("1.");
    }

    @Test
    void aDeviceThisBuildLacksIsSaidClearly() {
        OnnxRuntime cuda = runtime.on(new Device.Cuda(0));
        assertThatThrownBy(() -> cuda.open(TinyModels.external(), TinyModels.path("external.onnx")))
                .isInstanceOf(InferenceException.DeviceFailure.class)
                .hasMessageStartingWith("decoder: CUDA failed while loading external.onnx (");
        assertThatThrownBy(cuda::probe).isInstanceOf(InferenceException.DeviceFailure.class);
    }

    @Test
    void aGraphThatIsNotWhatTheManifestSaysIsRefusedByName() {
        refused(List.of(TinyModels.tensor("z", ElementType.FLOAT32, "batch", 3)), List.of(Y), "'z'");
        refused(List.of(TinyModels.tensor("x", ElementType.INT64, "batch", 3)), List.of(Y), "INT64");
        refused(List.of(TinyModels.tensor("x", ElementType.FLOAT32, "batch", 4)), List.of(Y), "[batch, 4]");
        refused(List.of(TinyModels.tensor("x", ElementType.FLOAT32, "batch", "width")), List.of(Y), "[batch, width]");
        refused(List.of(TinyModels.tensor("x", ElementType.FLOAT32, "batch")), List.of(Y), "[batch]");
        refused(List.of(X), List.of(TinyModels.tensor("w", ElementType.FLOAT32, "batch", 3)), "'w'");
    }

    @Test
    void anInputTheManifestForgetsIsRefused() {
        Component forgetful = TinyModels.component(
                "decoder",
                List.of(TinyModels.tensor("sample", ElementType.FLOAT32, "batch", 3)),
                List.of(TinyModels.tensor("prediction", ElementType.FLOAT32, "batch", 3)));
        assertThatThrownBy(() -> runtime.open(forgetful, TinyModels.path("every-type.onnx")))
                .isInstanceOf(InferenceException.BadModel.class)
                .hasMessageContaining("pack.json does not name");
    }

    @Test
    void functionsOfTheModelItselfRun() {
        Component component = TinyModels.component("decoder", List.of(X), List.of(Y));
        try (OnnxModel model = runtime.open(component, TinyModels.path("function.onnx"));
                TensorScope scope = runtime.newScope("decoder")) {
            BoundRun run = model.bind(scope, Binding.rows(1));
            run.input("x").floats().put(0, new float[] {1, -2, 3});
            run.run(new CancelSignal());
            assertThat(run.output("y").floats().get(1)).isEqualTo(2);
        }
    }

    @Test
    void weightsMayStayInAnUntouchedSafetensorsFile() {
        Component component = TinyModels.component("decoder", List.of(X), List.of(Y));
        try (OnnxModel model = runtime.open(component, TinyModels.path("safetensors.onnx"));
                TensorScope scope = runtime.newScope("decoder")) {
            BoundRun run = model.bind(scope, Binding.rows(1));
            run.input("x").floats().put(0, new float[] {1, -2, 3});
            run.run(new CancelSignal());
            assertThat(run.output("y").floats().get(2)).isEqualTo(6);
        }
    }

    @Test
    void aFileThatIsNoModelIsRefused(@TempDir Path folder) throws IOException {
        Path nonsense = Files.write(folder.resolve("x.onnx"), new byte[] {1, 2, 3, 4, 5});
        assertThatThrownBy(() -> runtime.open(TinyModels.external(), nonsense))
                .isInstanceOf(InferenceException.BadModel.class)
                .hasMessageContaining("packs verify");
        assertThatThrownBy(() -> runtime.open(TinyModels.external(), folder.resolve("absent.onnx")))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("loading absent.onnx");
    }

    private void refused(List<TensorSpec> inputs, List<TensorSpec> outputs, String named) {
        Component wrong = TinyModels.component("decoder", inputs, outputs);
        assertThatThrownBy(() -> runtime.open(wrong, TinyModels.path("external.onnx")))
                .isInstanceOf(InferenceException.BadModel.class)
                .hasMessageContaining(named);
    }
}
