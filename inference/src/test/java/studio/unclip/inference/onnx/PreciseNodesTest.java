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

    /** First layers of nine and six channels, their weights cast from half precision. */
    @Test
    void convolutions_that_the_plug_in_gets_wrong_are_named() throws Exception {
        Path reference = Path.of("src/test/resources/reference");
        assertThat(PreciseNodes.in(reference.resolve("tiny-kandinsky22/decoder-inpainting.onnx")))
                .containsExactlyInAnyOrder("node_sin", "node_cos", "node_conv2d");
        assertThat(PreciseNodes.in(reference.resolve("tiny-karlo/super-res-first.onnx")))
                .containsExactlyInAnyOrder("node_sin", "node_cos", "node_conv2d");
        assertThat(PreciseNodes.in(reference.resolve("tiny-kandinsky22/decoder.onnx")))
                .containsExactlyInAnyOrder("node_sin", "node_cos");
        assertThat(PreciseNodes.in(reference.resolve("tiny-kandinsky22/latent-decoder.onnx")))
                .isEmpty();
    }

    @Test
    void a_file_that_is_no_graph_is_not_understood(@TempDir Path folder) throws Exception {
        Path nonsense = Files.write(folder.resolve("x.onnx"), new byte[] {7 << 3 | 2, 100, 1});
        assertThatThrownBy(() -> PreciseNodes.in(nonsense)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PreciseNodes.in(folder.resolve("absent"))).isInstanceOf(IOException.class);
    }
}
