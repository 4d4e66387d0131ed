package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.Device;
import studio.unclip.inference.onnx.HostTensor;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.onnx.WebGpuHere;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.TensorSpec;

/** The tiny packs on a WebGPU device, in software where there is no card, against the CPU. */
@Timeout(100)
class WebGpuTest {
    private static final double TOLERANCE = 1e-4;
    private static final int RUNS = 50;
    private static final int WARM_UP = 10;
    private static final long MIB = 1 << 20;

    private static Device webGpu;

    @TempDir
    Path folder;

    private EngineOptions options;

    @BeforeAll
    static void findTheDevice() throws Exception {
        WebGpuHere.assume();
        webGpu = WebGpuHere.device();
    }

    @BeforeEach
    void choose() {
        options = EngineOptions.forThisMachine().withThreads(1).withMemoryBudget(1L << 30);
    }

    @ParameterizedTest
    @EnumSource(TinyPack.Trait.class)
    void every_component_gives_the_cpus_numbers(TinyPack.Trait trait) throws Exception {
        Pack pack = TinyPack.with(folder, Set.of(trait)).open();
        OnnxRuntime cpu = OnnxRuntime.start(RuntimeOptions.defaults());
        OnnxRuntime gpu = cpu.on(webGpu);
        for (Component component : pack.manifest().components().values()) {
            try (OnnxModel ours = cpu.open(component, pack.graph(component));
                    OnnxModel its = gpu.open(component, pack.graph(component));
                    TensorScope scope = cpu.newScope(component.role())) {
                BoundRun expected = run(ours, scope);
                BoundRun given = run(its, scope);
                for (TensorSpec output : component.outputs()) {
                    HostTensor a = expected.output(output.role());
                    HostTensor b = given.output(output.role());
                    for (int i = 0; i < a.size(); i++) {
                        assertThat((double) b.floats().get(i))
                                .as("%s, %s %d", component.role(), output.role(), i)
                                .isCloseTo(a.floats().get(i), org.assertj.core.data.Offset.offset(TOLERANCE));
                    }
                }
            }
        }
    }

    private static BoundRun run(OnnxModel model, TensorScope scope) {
        BoundRun run = model.bind(scope, Binding.rows(2).withAxis("length", 7));
        Random random = new Random(11);
        for (TensorSpec input : model.component().inputs()) {
            HostTensor tensor = run.input(input.role());
            for (int i = 0; i < tensor.size(); i++) {
                switch (tensor.type()) {
                    case FLOAT32 -> tensor.floats().put(i, (float) random.nextGaussian());
                    case INT64 -> tensor.longs().put(i, random.nextInt(100));
                    case INT32 -> tensor.ints().put(i, random.nextInt(100));
                    case BOOL -> tensor.bools().put(i, (byte) 1);
                }
            }
        }
        run.run(new CancelSignal());
        return run;
    }

    @Test
    void a_whole_picture_is_the_cpus_picture() throws Exception {
        Pack pack = TinyPack.in(folder).open();
        Picture ours = picture(pack, options);
        Picture its = picture(pack, options.on(webGpu));
        assertThat(its.width()).isEqualTo(TinyPack.SIZE);
        ByteBuffer a = ours.rgba();
        ByteBuffer b = its.rgba();
        for (int i = 0; i < a.remaining(); i++) {
            assertThat(Math.abs(Byte.toUnsignedInt(a.get(i)) - Byte.toUnsignedInt(b.get(i))))
                    .as("byte %d", i)
                    .isLessThanOrEqualTo(1);
        }
    }

    private static Picture picture(Pack pack, EngineOptions chosen) throws Exception {
        try (LocalGenerator generator = LocalGenerator.open(pack, chosen)) {
            assertThat(generator.device().id()).isEqualTo(chosen.device().id());
            Picture picture = owl(generator);
            assertThat(generator.device().note())
                    .as("no other device took its place")
                    .isEmpty();
            return picture;
        }
    }

    private static Picture owl(LocalGenerator generator) throws InterruptedException {
        Heard heard = new Heard();
        generator.submit(ImageRequest.Generate.of("an owl", 41, 1), JobOptions.quiet(), heard);
        assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        return heard.of(JobEvent.CandidateReady.class).getFirst().candidate().picture();
    }

    @Test
    void a_run_that_would_not_end_is_cancelled() throws Exception {
        Pack pack = TinyPack.with(folder, "decoder-without-end").open();
        try (LocalGenerator generator = LocalGenerator.open(pack, options.on(webGpu))) {
            Heard heard = new Heard();
            Job job = generator.submit(ImageRequest.Generate.of("an owl", 41, 1), JobOptions.quiet(), heard);
            heard.await(event -> event instanceof JobEvent.Progress progress
                    && progress.stage().equals("decoder"));
            Thread.sleep(200);
            long asked = System.nanoTime();
            job.cancel();
            assertThat(heard.end()).isInstanceOf(JobEvent.Cancelled.class);
            // What was handed to the device before is still computed; in software, on a busy machine, for seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(20));
            assertThat(generator.device().id()).as("a cancel is no failure").isEqualTo("webgpu");
        }
    }

    @Test
    void memory_does_not_grow_from_run_to_run() throws Exception {
        Pack pack = TinyPack.in(folder).open();
        try (LocalGenerator generator = LocalGenerator.open(pack, options.on(webGpu))) {
            for (int i = 0; i < WARM_UP; i++) {
                owl(generator);
            }
            long before = resident();
            for (int i = 0; i < RUNS; i++) {
                owl(generator);
            }
            long grown = resident() - before;
            assertThat(grown).as("bytes grown over %d runs", RUNS).isLessThan(24 * MIB);
            assertThat(generator.device().note()).isEmpty();
        }
    }

    /** Bytes of this process in memory, rubbish not counted. Linux. */
    private static long resident() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
