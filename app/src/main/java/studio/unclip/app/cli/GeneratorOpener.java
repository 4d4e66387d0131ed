package studio.unclip.app.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.pack.PackException;

/** Opens a pack on a device. The command line's only way to the engine. */
@FunctionalInterface
interface GeneratorOpener {

    /**
     * @param pack the pack's folder
     * @param device where it is to run
     * @throws PackException if the pack cannot be used
     * @throws CommandFailure if there is no such device
     * @throws studio.unclip.inference.api.GenerationException if the device cannot be used
     */
    ImageGenerator open(Path pack, Device device) throws PackException;

    /**
     * @param id {@code cpu} for now
     * @param threads threads of one model call; empty: all processors
     */
    record Device(String id, OptionalInt threads) {}
}
