package studio.unclip.inference.onnx;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.ElementType;
import studio.unclip.inference.pack.TensorSpec;

/** A process for {@link SilentStartTest}: starts the runtime, runs a tiny model, says what it saw. */
final class StartedByHand {
    static final int REFUSED = 3;

    /** As the second argument: do not end. */
    static final String STAY = "stay";

    /** Before the folder in which a list of added libraries is kept. */
    static final String ADDED = "added=";

    private static final TensorSpec X = TinyModels.tensor("x", ElementType.FLOAT32, "batch", 3);
    private static final TensorSpec Y = TinyModels.tensor("y", ElementType.FLOAT32, "batch", 3);

    private StartedByHand() {}

    /** @param arguments where libraries are to be kept; whatever makes the command line long */
    public static void main(String[] arguments) throws Throwable {
        PrintStream out = System.out;
        RuntimeOptions defaults = RuntimeOptions.defaults();
        RuntimeOptions options = new RuntimeOptions(
                defaults.device(),
                1,
                false,
                new RuntimeLibraries(Optional.of(Path.of(arguments[0])), added(arguments)));
        try {
            OnnxRuntime runtime = OnnxRuntime.start(options);
            out.println("variable " + variable());
            Component component = TinyModels.component("decoder", List.of(X), List.of(Y));
            try (OnnxModel model = runtime.open(component, TinyModels.path("function.onnx"));
                    TensorScope scope = runtime.newScope("decoder")) {
                BoundRun run = model.bind(scope, Binding.rows(1));
                run.input("x").floats().put(0, new float[] {1, -2, 3});
                run.run(new CancelSignal());
                out.println("libraries in " + System.getProperty(RuntimeLibraries.PATH_PROPERTY));
                out.println("answer " + run.output("y").floats().get(1));
                if (List.of(arguments).contains(STAY)) {
                    Thread.sleep(Duration.ofMinutes(5));
                }
            }
        } catch (InferenceException.DeviceFailure e) {
            out.println(e.getMessage());
            System.exit(REFUSED);
        }
    }

    /** As a person has added it, where there is such an argument. */
    private static Optional<RuntimeFolder> added(String[] arguments) {
        return Stream.of(arguments)
                .filter(one -> one.startsWith(ADDED))
                .map(one -> new RuntimeFolder(Path.of(one.substring(ADDED.length()))))
                .findFirst();
    }

    /** As C sees it: Java keeps a copy of its own. */
    @SuppressWarnings("restricted")
    private static String variable() throws Throwable {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = (MemorySegment) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("getenv"),
                            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                    .invokeExact(arena.allocateFrom(Telemetry.VARIABLE));
            return value.equals(MemorySegment.NULL)
                    ? "not set"
                    : value.reinterpret(100).getString(0);
        }
    }
}
