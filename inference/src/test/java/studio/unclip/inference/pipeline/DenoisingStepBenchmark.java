package studio.unclip.inference.pipeline;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.model.Decoder;
import studio.unclip.inference.model.GuidedDenoiser;
import studio.unclip.inference.model.GuidedRows;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.Row;
import studio.unclip.inference.model.Sample;
import studio.unclip.inference.model.TextEncoder;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.text.Tokens;

/**
 * One decoder step of the starter pack, guidance and sampler included: with {@code -prof gc} it tells the heap a step
 * takes (docs/benchmarks.md).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class DenoisingStepBenchmark {
    private static final int SIZE = 3 * 64 * 64;

    private OnnxModel decoder;
    private TensorScope scope;
    private GuidedDenoiser denoiser;
    private Sampler sampler;
    private final float[] sample = new float[SIZE];
    private final float[] noise = new float[SIZE];
    private float[] prediction;

    @Setup(Level.Trial)
    public void open() throws Exception {
        String folder = System.getProperty("unclip.pack", "assets/packs/starter");
        Pack pack = new PackOpener(Understood.ofThisStudio())
                .openVerified(Path.of(folder).toAbsolutePath(), Watcher.silent());
        PackContents contents = PackContents.read(pack);
        OnnxRuntime runtime = OnnxRuntime.start(RuntimeOptions.defaults()
                .withThreads(Integer.getInteger("unclip.threads", 2))
                .withSpinning(Boolean.getBoolean("unclip.spinning")));
        Tokens tokens = contents.tokenizer().encode("an owl at night");
        TextFeatures text;
        try (OnnxModel tower = open(runtime, pack, Roles.TEXT_ENCODER);
                TensorScope reading = runtime.newScope("reading")) {
            text = new TextEncoder(tower, reading).encode(tokens.ids(), tokens.mask(), new CancelSignal());
        }
        scope = runtime.newScope("benchmark");
        decoder = open(runtime, pack, "decoder");
        denoiser = Decoder.bind(
                Optional.empty(),
                decoder,
                scope,
                GuidedRows.of(
                        new Row(
                                contents.tables().nullImageEmbedding(),
                                TextFeatures.none(contents.tables().nullTextEmbedding(), text)),
                        new Row(contents.tables().nullImageEmbedding(), text),
                        1.75),
                Optional.empty(),
                new Sample(3, 64, 64),
                new CancelSignal());
        prediction = new float[denoiser.predictionSize()];
        new TorchRandom(1).normal(sample);
        new TorchRandom(2).normal(noise);
        sampler = Samplers.create("unclip", contents.schedule("decoder"), 25, 0, SIZE);
    }

    @Benchmark
    public float[] step() {
        denoiser.predict(12, 500, sample, prediction);
        sampler.step(12, prediction, sample, noise);
        return sample;
    }

    @TearDown(Level.Trial)
    public void close() {
        scope.close();
        decoder.close();
    }

    private static OnnxModel open(OnnxRuntime runtime, Pack pack, String role) throws PackException {
        return ModelSource.of(pack, runtime).open(pack.require(role));
    }
}
