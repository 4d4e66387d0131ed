package studio.unclip.inference.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Keeps ONNX Runtime from calling home.
 *
 * <p>Its builds for Linux and macOS ask the network for an events host, keep a device id under the person's home folder,
 * write to the temporary folder and read the process's command line, on which they crash when it is long. Only the
 * variable {@value #VARIABLE} stops that, only if it stands in the process's environment before the native library is
 * loaded; {@code OrtEnvironment.setTelemetry(false)} comes too late. Java cannot change its own environment, so C does.
 */
final class Telemetry {

    /** Documented in ONNX Runtime's {@code docs/Privacy.md}. */
    static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private static final String OFF = "1";

    private Telemetry() {}

    /**
     * To be called before any class of ONNX Runtime is initialised. Does nothing where the process was started with the
     * variable, as our launcher does.
     *
     * @throws IllegalStateException if the variable cannot be set; the runtime must not be loaded then
     */
    static void switchOff() {
        if (OFF.equals(System.getenv(VARIABLE))) {
            return;
        }
        int result;
        try (Arena arena = Arena.ofConfined()) {
            result = setVariable(arena, arena.allocateFrom(VARIABLE), arena.allocateFrom(OFF));
        } catch (Throwable e) {
            // A method handle may throw anything.
            throw refused(e.toString(), e);
        }
        if (result != 0) {
            throw refused("the C library answered " + result, null);
        }
    }

    private static IllegalStateException refused(String why, Throwable cause) {
        return new IllegalStateException(
                "its telemetry cannot be switched off: " + why + "; starting with " + VARIABLE + "=1 helps", cause);
    }

    /** 0 if it worked. */
    @SuppressWarnings("restricted") // The two calls into C are what this class is for.
    private static int setVariable(Arena arena, MemorySegment name, MemorySegment value) throws Throwable {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        if (windows) {
            // Sets the C runtime's copy, which the library reads, and the process's own.
            MethodHandle putenv = Linker.nativeLinker()
                    .downcallHandle(
                            SymbolLookup.libraryLookup("ucrtbase", arena).findOrThrow("_putenv_s"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            return (int) putenv.invokeExact(name, value);
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        int overwrite = 1;
        return (int) setenv.invokeExact(name, value, overwrite);
    }
}
