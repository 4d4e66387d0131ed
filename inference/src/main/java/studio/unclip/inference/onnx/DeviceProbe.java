package studio.unclip.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Tries a device with y = x + x, written here in ONNX's own bytes: that it is listed does not mean that it works. */
final class DeviceProbe {
    private static final float[] X = {1, -2, 3.5f, 0};
    private static final int LENGTH_DELIMITED = 2;

    private DeviceProbe() {}

    /**
     * @throws OrtException if the graph does not load or run
     * @throws InferenceException.DeviceFailure if it runs and the answer is wrong
     */
    static void run(OrtEnvironment environment, OrtSession.SessionOptions options, Device device) throws OrtException {
        try (OrtSession session = environment.createSession(graph(), options);
                OnnxTensor x = OnnxTensor.createTensor(environment, X);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            float[] y = (float[]) result.get(0).getValue();
            for (int i = 0; i < X.length; i++) {
                if (y[i] != 2 * X[i]) {
                    throw new InferenceException.DeviceFailure(
                            "ONNX Runtime", device.label() + " computes wrongly: " + Arrays.toString(y), null);
                }
            }
        }
    }

    /** ModelProto: IR version 8, opset 13, one node. */
    private static byte[] graph() {
        byte[] type = message(1, join(number(1, 1), message(2, message(1, number(1, X.length)))));
        byte[] node = join(text(1, "x"), text(1, "x"), text(2, "y"), text(4, "Add"));
        byte[] graph = join(
                message(1, node),
                text(2, "probe"),
                message(11, join(text(1, "x"), message(2, type))),
                message(12, join(text(1, "y"), message(2, type))));
        return join(number(1, 8), message(7, graph), message(8, number(2, 13)));
    }

    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    private static byte[] text(int field, String text) {
        return message(field, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Of less than 128 bytes, so that its length is one byte. */
    private static byte[] message(int field, byte[] content) {
        return join(new byte[] {(byte) (field << 3 | LENGTH_DELIMITED), (byte) content.length}, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
