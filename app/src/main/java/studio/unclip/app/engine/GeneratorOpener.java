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
     * @throws NoSuchDeviceException if there is no such device
     * @throws studio.unclip.inference.api.GenerationException if the device cannot be used
     */
    ImageGenerator open(Path pack, Device device) throws PackException;

    /**
     * @param id {@code cpu} for now
     * @param threads threads of one model call; empty: all processors
     */
    record Device(String id, OptionalInt threads) {
        /** The processor, all of it. */
        public static final Device CPU = new Device("cpu", OptionalInt.empty());
    }
}
