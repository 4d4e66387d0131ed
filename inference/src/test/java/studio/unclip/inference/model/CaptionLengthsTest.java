package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Dimension;
import studio.unclip.inference.pack.ElementType;
import studio.unclip.inference.pack.PackFile;
import studio.unclip.inference.pack.Precision;
import studio.unclip.inference.pack.TensorSpec;

/**
 * Captions padded to the context's length and at their own are the same to every network that reads them, and a prior in
 * two graphs is the prior in one: on the graphs of {@code modelkit/modelkit/reference/tiny_pack.py}.
 */
class CaptionLengthsTest {
    private static final int CONTEXT = 77;
    private static final int E = 4;
    private static final CancelSignal NEVER = new CancelSignal();
    private static final TensorSpec SAMPLE = tensor("sample", ElementType.FLOAT32, E);
    private static final TensorSpec TIMESTEP = tensor("timestep", ElementType.INT64);
    private static final TensorSpec PREDICTION = tensor("prediction", ElementType.FLOAT32, E);
    private static final TensorSpec EMBEDDING = tensor("text-embedding", ElementType.FLOAT32, E);
    private static final List<TensorSpec> MEMORY = List.of(
            tensor("memory-states", ElementType.FLOAT32, "length", E), tensor("memory-words", ElementType.FLOAT32, E));

    private final OnnxRuntime runtime =
            OnnxRuntime.start(RuntimeOptions.defaults().withThreads(1));
    private OnnxModel whole;
    private OnnxModel reader;
    private OnnxModel step;
    private TensorScope scope;

    @BeforeEach
    void open() {
        whole = open("prior-of-one-graph", List.of(SAMPLE, TIMESTEP, EMBEDDING, states(77), mask(77)), PREDICTION);
        reader = open(
                "prior-text", List.of(EMBEDDING, states("length"), mask("length")), MEMORY.toArray(TensorSpec[]::new));
        step = open(
                "prior-step",
                List.of(SAMPLE, TIMESTEP, MEMORY.getFirst(), MEMORY.getLast(), mask("length")),
                PREDICTION);
        scope = runtime.newScope("captions");
    }

    @AfterEach
    void close() {
        scope.close();
        List.of(whole, reader, step).forEach(OnnxModel::close);
    }

    private OnnxModel open(String graph, List<TensorSpec> inputs, TensorSpec... outputs) {
        PackFile file = new PackFile(graph + ".onnx", 0, "0".repeat(64));
        Component component = new Component(graph, file, Precision.FP32, 0, List.of(), inputs, List.of(outputs));
        try {
            return runtime.open(
                    component,
                    Path.of(CaptionLengthsTest.class
                            .getResource("/reference/tiny-pack/" + file.name())
                            .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TensorSpec states(Object length) {
        return tensor("text-states", ElementType.FLOAT32, length, E);
    }

    private static TensorSpec mask(Object length) {
        return tensor("text-mask", ElementType.BOOL, length);
    }

    private static TensorSpec tensor(String role, ElementType type, Object... shape) {
        List<Dimension> axes = new java.util.ArrayList<>(List.of(new Dimension.Named("batch")));
        for (Object axis : shape) {
            axes.add(axis instanceof Integer size ? new Dimension.Fixed(size) : new Dimension.Named((String) axis));
        }
        return new TensorSpec(role, role, type, axes);
    }

    /** A caption whose states are told from each other, held at a length of its own or more. */
    private static TextFeatures caption(int tokens, int held) {
        float[] states = new float[held * E];
        for (int i = 0; i < states.length; i++) {
            // what stands on padding must not be read
            states[i] = i < tokens * E ? (float) Math.sin(i + 1.0) : 100;
        }
        boolean[] mask = new boolean[held];
        Arrays.fill(mask, 0, tokens, true);
        return new TextFeatures(new float[] {0.5f, -0.5f, 0.5f, 0.5f}, states, mask);
    }

    private static GuidedRows rows(TextFeatures free, TextFeatures given) {
        return GuidedRows.of(Row.of(free), Row.of(given), 2.5);
    }

    private float[] predicted(Optional<OnnxModel> first, OnnxModel model, GuidedRows rows, int timestep) {
        GuidedDenoiser denoiser = DiffusionPrior.bind(first, model, scope, rows, E, NEVER);
        float[] out = new float[E];
        denoiser.predict(0, timestep, new float[] {0.3f, -1, 2, 0.1f}, out);
        float[] again = new float[E];
        denoiser.predict(1, timestep, new float[] {0.3f, -1, 2, 0.1f}, again);
        assertThat(again).as("the next step reads the same memory").isEqualTo(out);
        return out;
    }

    /** Tokens of the caption, the length at which it is held, tokens of the negative prompt (0: no text). */
    @ParameterizedTest
    @CsvSource({"2,2,0", "5,77,0", "5,5,3", "3,3,9", "9,77,12", "77,77,0", "1,1,1"})
    void aPriorInTwoGraphsIsThePriorInOne(int tokens, int held, int others) {
        TextFeatures given = caption(tokens, held);
        TextFeatures free =
                others == 0 ? TextFeatures.none(new float[] {0.1f, 0, 0, 0}, given) : caption(others, others);
        GuidedRows rows = rows(free, given);
        float[] two = predicted(Optional.of(reader), step, rows, 500);
        assertThat(two).containsExactly(predicted(Optional.empty(), whole, rows, 500), within(1e-5f));
        assertThat(two)
                .as("the caption matters")
                .isNotEqualTo(predicted(Optional.of(reader), step, rows(free, caption(tokens == 1 ? 2 : 1, 77)), 500));
    }

    @Test
    void theFirstGraphRunsOnceAndItsTensorsAreTheSecondsInputs() {
        GuidedRows rows = rows(caption(4, 4), caption(6, 6));
        GuidedDenoiser denoiser = DiffusionPrior.bind(Optional.of(reader), step, scope, rows, E, NEVER);
        long read = reader.nanosInside();
        assertThat(read).isPositive();
        for (int i = 0; i < 5; i++) {
            denoiser.predict(i, 900 - i, new float[E], new float[E]);
        }
        assertThat(reader.nanosInside()).isEqualTo(read);
        assertThat(denoiser.calls()).isEqualTo(5);
    }

    @Test
    void paddingIsFilledWithNothing() {
        GuidedRows rows = rows(caption(2, 2), caption(3, 9));
        assertThat(rows.textLength()).isEqualTo(3);
        BoundRun run = whole.bind(scope, Binding.rows(2));
        for (int i = 0; i < run.input(Roles.TEXT_STATES).size(); i++) {
            run.input(Roles.TEXT_STATES).floats().put(i, 7); // of an earlier caption
        }
        rows.fillText(run);
        float[] states = Rows.copy(run.input(Roles.TEXT_STATES));
        assertThat(states).hasSize(2 * CONTEXT * E);
        assertThat(Arrays.copyOfRange(states, 2 * E, CONTEXT * E)).containsOnly(0);
        assertThat(Arrays.copyOfRange(states, CONTEXT * E, (CONTEXT + 3) * E))
                .containsExactly(Arrays.copyOf(caption(3, 3).states(), 3 * E));
        for (int i = 0; i < 2 * CONTEXT; i++) {
            assertThat(run.input(Roles.TEXT_MASK).bools().get(i))
                    .as("mask %d", i)
                    .isEqualTo((byte) (i < 2 || (i >= CONTEXT && i < CONTEXT + 3) ? 1 : 0));
        }
    }

    @Test
    void noTokenIsEverLeftOut() {
        GuidedRows rows = rows(caption(2, 2), caption(5, 9));
        BoundRun run = reader.bind(scope, Binding.rows(2).withAxis("length", 4));
        assertThatThrownBy(() -> rows.fillText(run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 tokens");
    }

    @Test
    void aTowerThatTakesAnyLengthReadsEachCaptionAtItsOwn() {
        TensorSpec states = tensor("states", ElementType.FLOAT32, "length", E);
        TensorSpec embedding = tensor("embedding", ElementType.FLOAT32, E);
        TensorSpec tokens = tensor("tokens", ElementType.INT64, "length");
        try (OnnxModel any = open("text-encoder-of-any-length", List.of(tokens), embedding, states);
                OnnxModel fixed = open(
                        "text-encoder",
                        List.of(tensor("tokens", ElementType.INT64, 77)),
                        embedding,
                        tensor("states", ElementType.FLOAT32, 77, E))) {
            TextEncoder own = new TextEncoder(any, scope);
            TextEncoder padded = new TextEncoder(fixed, scope);
            for (int length : new int[] {2, 7, 2, 77, 7}) {
                int[] ids = new int[CONTEXT];
                boolean[] mask = new boolean[CONTEXT];
                for (int i = 0; i < length; i++) {
                    ids[i] = 11 * (i + 1);
                    mask[i] = true;
                }
                TextFeatures atOwn = own.encode(ids, mask, NEVER);
                TextFeatures atContext = padded.encode(ids, mask, NEVER);
                assertThat(atOwn.mask()).hasSize(length).containsOnly(true);
                assertThat(atOwn.states())
                        .containsExactly(Arrays.copyOf(atContext.states(), length * E), within(1e-5f));
                assertThat(atOwn.embedding()).containsExactly(atContext.embedding(), within(1e-5f));
                assertThat(atContext.mask()).hasSize(CONTEXT);
                assertThat(atContext.tokens()).isEqualTo(length).isEqualTo(atOwn.tokens());
            }
        }
    }
}
