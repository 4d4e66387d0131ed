package studio.unclip.inference.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the native libraries of ONNX Runtime come from: out of its jar, or from a folder that a person has added
 * ({@link RuntimeFolder}). Before both goes a folder that the process was started with, in ONNX Runtime's own system
 * property {@value #PATH_PROPERTY}.
 *
 * @param cache where those of the jar are kept unpacked; created when it is missing. Empty, or not writable: they are
 *     unpacked at every start
 * @param added asked for a folder to be used in place of the jar's
 */
public record RuntimeLibraries(Optional<Path> cache, Optional<RuntimeFolder> added) {
    static final String PATH_PROPERTY = "onnxruntime.native.path";

    /** As the process was started, before the loader of libraries sets it by itself. */
    private static final String GIVEN = System.getProperty(PATH_PROPERTY);

    /** The jar's, kept nowhere. */
    public static RuntimeLibraries unpackedEachTime() {
        return new RuntimeLibraries(Optional.empty(), Optional.empty());
    }

    /** The option by which another JVM uses the folder that this one was started with; none where none was given. */
    public static List<String> givenOption() {
        return GIVEN == null ? List.of() : List.of("-D" + PATH_PROPERTY + "=" + GIVEN);
    }

    /** Whether this process was started with such a folder. */
    static boolean given() {
        return GIVEN != null;
    }
}
