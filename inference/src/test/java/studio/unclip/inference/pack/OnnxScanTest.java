package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The graphs are made by modelkit/modelkit/reference/tiny_onnx.py. */
class OnnxScanTest {

    private static final Map<String, Long> WEIGHTS = Map.of("weights.bin", 36L);

    @ParameterizedTest
    @ValueSource(strings = {"every-type", "slow", "external", "subgraph-external", "function", "contrib"})
    void honestGraphsPass(String name) {
        assertThatCode(() -> scan(PackFixture.resource(name + ".onnx"), WEIGHTS))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "hostile-parent-path, not a plain file",
        "hostile-absolute-path, not a plain file",
        "hostile-memory-address, not a plain file",
        "hostile-subgraph, not a plain file",
        "hostile-sparse, not a plain file",
        "hostile-function-weights, not a plain file",
        "hostile-behind-end, behind the end",
        "hostile-negative-offset, offset is",
        "hostile-custom-operator, custom operator",
        "hostile-function, custom operator",
        "hostile-loader-operator, loads foreign code",
        "hostile-recursion, calls itself",
        "hostile-doubling, unfold",
        "hostile-depth, deep"
    })
    void hostileGraphsAreRefusedForTheirReason(String name, String reason) {
        PackException e = refused(PackFixture.resource(name + ".onnx"), WEIGHTS);
        assertThat(e).hasMessageContaining(reason);
        assertThat(e.problem()).isInstanceOf(PackProblem.Hostile.class);
    }

    @Test
    void weightsMayLieInsideAPublishedSafetensorsFile() {
        byte[] graph = PackFixture.resource("safetensors.onnx");
        long size = PackFixture.resource("weights.safetensors").length;
        assertThatCode(() -> scan(graph, Map.of("weights.safetensors", size))).doesNotThrowAnyException();
        assertThat(refused(graph, Map.of("weights.safetensors", size - 1))).hasMessageContaining("behind the end");
    }

    @Test
    void weightsInAFileTheManifestDoesNotListAreRefused() {
        assertThat(refused(PackFixture.resource("external.onnx"), Map.of())).hasMessageContaining("does not list");
        assertThat(refused(PackFixture.resource("subgraph-external.onnx"), Map.of()))
                .hasMessageContaining("does not list");
    }

    @Test
    void aGraphCutShortAnywhereIsDamaged() {
        byte[] whole = PackFixture.resource("subgraph-external.onnx");
        int refusals = 0;
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            PackException e = catchThrowableOfType(PackException.class, () -> scan(cut, WEIGHTS));
            if (e != null) {
                refusals++;
            }
        }
        // Only cuts that fall between two fields behind the graph leave a readable file.
        assertThat(refusals).isGreaterThan(whole.length - 20);
    }

    @Test
    void nonsenseIsAnAnswerNotACrash() {
        Random random = new Random(7);
        byte[] whole = PackFixture.resource("hostile-function-weights.onnx");
        for (int round = 0; round < 5_000; round++) {
            byte[] bent = whole.clone();
            for (int i = 0; i < 3; i++) {
                bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            }
            try {
                scan(bent, WEIGHTS);
            } catch (PackException e) {
                assertThat(e.getMessage()).as("round %d", round).doesNotContain("\n");
            } catch (IOException e) {
                throw new AssertionError("round " + round, e);
            }
        }
    }

    @Test
    void aSecondGraphThatWouldBeMergedIntoTheFirstIsRefused() {
        byte[] one = PackFixture.resource("external.onnx");
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertThat(refused(two, WEIGHTS)).hasMessageContaining("twice");
    }

    private static PackException refused(byte[] onnx, Map<String, Long> external) {
        PackException e = catchThrowableOfType(PackException.class, () -> scan(onnx, external));
        assertThat(e).as("refusal").isNotNull();
        return e;
    }

    private static void scan(byte[] onnx, Map<String, Long> external) throws PackException, IOException {
        new OnnxScan("tiny", "x.onnx", external).scan(new ByteArrayInputStream(onnx));
    }
}
