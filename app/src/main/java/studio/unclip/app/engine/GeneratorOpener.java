package studio.unclip.app.engine;

import java.nio.file.Path;
import java.util.OptionalInt;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.pack.PackException;

/** Opens a pack on a device: the only way of the window and of the command line to the engine. */
@FunctionalInterface
public interface GeneratorOpener {

    /**
     * Takes from a few milliseconds to many seconds; not for the thread of a window.
     *
     * @param pack the pack's folder
     * @param device where it is to run
     * @throws PackException if the pack cannot be used
     * @throws NoSuchDeviceException if there is no such device; one that is there and fails gives way to the CPU, which the
     *     generator's {@link ImageGenerator#device} says
     * @throws studio.unclip.inference.api.GenerationException if the device cannot be used
     */
    ImageGenerator open(Path pack, Device device) throws PackException;

    /**
     * @param id {@code cpu}, {@code webgpu}, {@code cuda}, {@code directml}, or {@code auto}: the best there is
     * @param threads threads of one model call; empty: all processors
     */
    record Device(String id, OptionalInt threads) {
        /** The processor, all of it. */
        public static final Device CPU = new Device("cpu", OptionalInt.empty());

        /** The best device there is. */
        public static final Device AUTO = new Device("auto", OptionalInt.empty());
    }
}
