package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import studio.unclip.inference.onnx.HostTensor;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.ElementType;

/** A row never spills into another, and a short one never leaves another's end behind. */
class RowsTest {

    @Test
    void onlyAWholeRowIsPut() {
        OnnxRuntime runtime = OnnxRuntime.start(RuntimeOptions.defaults());
        try (TensorScope scope = runtime.newScope("rows")) {
            HostTensor floats = scope.allocate(ElementType.FLOAT32, 2, 3);
            Rows.put(floats, 2, 1, new float[] {1, 2, 3});
            assertThat(Rows.copy(floats)).containsExactly(0, 0, 0, 1, 2, 3);
            assertThatThrownBy(() -> Rows.put(floats, 2, 0, new float[] {1, 2, 3, 4}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[2, 3]");
            assertThatThrownBy(() -> Rows.put(floats, 2, 1, new float[] {1, 2}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Rows.put(floats, 2, 2, new float[] {1, 2, 3}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(Rows.copy(floats)).as("nothing was written").containsExactly(0, 0, 0, 1, 2, 3);

            HostTensor flags = scope.allocate(ElementType.BOOL, 2, 2);
            Rows.put(flags, 2, 1, new boolean[] {true, false});
            assertThat(flags.bools().get(2)).isEqualTo((byte) 1);
            assertThatThrownBy(() -> Rows.put(flags, 2, 0, new boolean[3]))
                    .isInstanceOf(IllegalArgumentException.class);

            HostTensor numbers = scope.allocate(ElementType.INT64, 1, 4);
            Rows.put(numbers, 1, 0, new int[] {7, 8, 9, 10});
            assertThat(numbers.longs().get(3)).isEqualTo(10);
            assertThatThrownBy(() -> Rows.put(numbers, 1, 0, new int[3])).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
