package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreciseNodesTest {
    @Test
    void sines_and_cosines_are_named_and_nothing_else_is() throws Exception {
        Path starter = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        assertThat(PreciseNodes.in(starter.resolve("prior.onnx"))).containsExactly("node_sin", "node_cos");
        assertThat(PreciseNodes.in(starter.resolve("text-encoder.onnx"))).isEmpty();
        assertThat(PreciseNodes.in(TinyModels.path("every-type.onnx"))).isEmpty();
    }

    @Test
    void a_file_that_is_no_graph_is_not_understood(@TempDir Path folder) throws Exception {
        Path nonsense = Files.write(folder.resolve("x.onnx"), new byte[] {7 << 3 | 2, 100, 1});
        assertThatThrownBy(() -> PreciseNodes.in(nonsense)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PreciseNodes.in(folder.resolve("absent"))).isInstanceOf(IOException.class);
    }
}
