package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import studio.unclip.inference.onnx.HostTensor;

/**
 * Rows of a batched tensor: row r of a tensor with R rows is its r-th of R equal parts. Values that are not exactly a row
 * are refused, so that no row ever spills into another.
 */
final class Rows {
    private Rows() {}

    /** @throws IllegalArgumentException if the values are not one of {@code rows} rows */
    static void put(HostTensor tensor, int rows, int row, float[] values) {
        require(tensor, rows, row, values.length);
        FloatBuffer floats = tensor.floats();
        floats.put(row * values.length, values);
    }

    /** @throws IllegalArgumentException if the values are not one of {@code rows} rows */
    static void put(HostTensor tensor, int rows, int row, boolean[] values) {
        require(tensor, rows, row, values.length);
        for (int i = 0; i < values.length; i++) {
            tensor.bools().put(row * values.length + i, (byte) (values[i] ? 1 : 0));
        }
    }

    /** @throws IllegalArgumentException if the values are not one of {@code rows} rows */
    static void put(HostTensor tensor, int rows, int row, int[] values) {
        require(tensor, rows, row, values.length);
        for (int i = 0; i < values.length; i++) {
            tensor.longs().put(row * values.length + i, values[i]);
        }
    }

    static float[] copy(HostTensor tensor) {
        float[] values = new float[tensor.size()];
        tensor.floats().get(0, values);
        return values;
    }

    private static void require(HostTensor tensor, int rows, int row, int values) {
        if (row < 0 || row >= rows || (long) values * rows != tensor.size()) {
            throw new IllegalArgumentException(values + " values are not row " + row + " of " + rows + " of a tensor "
                    + Arrays.toString(tensor.shape()));
        }
    }
}
