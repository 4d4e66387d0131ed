package studio.unclip.inference.onnx;

import java.util.List;

/**
 * Native libraries of ONNX Runtime that a person brings along in place of those in its jar: for DirectML, which no jar has,
 * or for CUDA in an installed program. The folder stands in the system property {@value #PATH_PROPERTY}, which is ONNX
 * Runtime's own.
 */
public final class RuntimeLibraries {
    static final String PATH_PROPERTY = "onnxruntime.native.path";

    /** As the process was started, before the loader of libraries sets it by itself. */
    private static final String GIVEN = System.getProperty(PATH_PROPERTY);

    private RuntimeLibraries() {}

    /** The option by which another JVM uses the same folder; none where none was given. */
    public static List<String> givenOption() {
        return GIVEN == null ? List.of() : List.of("-D" + PATH_PROPERTY + "=" + GIVEN);
    }

    /** Whether there is such a folder. */
    static boolean given() {
        return GIVEN != null;
    }
}
