package studio.unclip.inference.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.onnx.TensorValues;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackStore;
import studio.unclip.inference.pack.TensorSpec;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.reference.Tensors;

/**
 * A Karlo of the published size (14 GB; {@code modelkit.reference.large_karlo}): how long installing, opening and one call of
 * the 3.5 GB decoder take and how much memory, and whether its numbers are PyTorch's. For docs/benchmarks.md.
 */
@Tag("measure")
@EnabledIfSystemProperty(named = "unclip.large", matches = ".+")
class LargeKarloTest {
    private static final int CALLS = 3;

    @Test
    void aDecoderOfThreeGigabytesOpensAndRuns() throws Exception {
        Path folder = Path.of(System.getProperty("unclip.large"));
        long start = System.nanoTime();
        PublishedPack checked =
                PublishedPacks.known().check(List.of(folder.resolve("karlo"), folder.resolve("variations")));
        long atInstall = System.nanoTime();
        // Beside the files, so that they can be linked.
        Path packs = Files.createTempDirectory(folder, "packs");
        PackStore store = new PackStore(packs, Understood.ofThisStudio());
        try {
            Pack pack = store.install(checked.pack(), true, Watcher.silent());
            tell("check of headers", start, atInstall);
            tell(
                    "install of " + checked.pack().takenBytes() / 1_000_000 + " MB by links",
                    atInstall,
                    System.nanoTime());
            run(pack, Tensors.read(folder.resolve("decoder-call.safetensors")));
        } finally {
            store.remove("karlo");
        }
    }

    private static void run(Pack pack, Tensors tensors) throws Exception {
        Component decoder = pack.require("decoder");
        OnnxRuntime runtime = OnnxRuntime.start(RuntimeOptions.defaults());
        long start = System.nanoTime();
        try (OnnxModel model = runtime.open(decoder, pack.graph(decoder));
                TensorScope scope = runtime.newScope("decoder")) {
            tell("opening the decoder", start, System.nanoTime());
            memory("opened");
            BoundRun run = model.bind(scope, Binding.rows(2));
            for (TensorSpec input : decoder.inputs()) {
                TensorValues.fill(run.input(input.role()), tensors.tensor("decoder.in." + input.role()));
            }
            for (int i = 0; i < CALLS; i++) {
                long call = System.nanoTime();
                long used = processor();
                run.run(new CancelSignal());
                tell("one call, two rows, " + runtime.options().threads() + " threads", call, System.nanoTime());
                tell("of the processors", used, processor());
            }
            memory("after " + CALLS + " calls");
            float[] found = TensorValues.values(run.output("prediction"));
            float[] expected = tensors.tensor("decoder.out.prediction");
            float worst = 0;
            float largest = 0;
            for (int i = 0; i < found.length; i++) {
                worst = Math.max(worst, Math.abs(found[i] - expected[i]));
                largest = Math.max(largest, Math.abs(expected[i]));
            }
            System.out.printf(Locale.ROOT, "largest difference %.2e of %.2e%n", worst, largest);
            assertThat(worst).isLessThanOrEqualTo(1e-4f * largest);
        }
    }

    private static void tell(String what, long from, long to) {
        System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, (to - from) / 1e9);
    }

    /** Nanoseconds that all threads of this process have run. */
    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void memory(String when) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM") || line.startsWith("VmRSS") || line.startsWith("RssAnon")) {
                System.out.println(when + ": " + line.replaceAll("\\s+", " "));
            }
        }
    }
}
