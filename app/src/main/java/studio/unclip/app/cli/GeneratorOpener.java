package studio.unclip.app.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import studio.unclip.inference.api.ImageGenerator;

/** Opens a pack on a device. The command line's only way to the engine. */
@FunctionalInterface
interface GeneratorOpener {

    /**
     * @param pack the pack's folder
     * @param device where it is to run
     * @throws CommandFailure if the pack cannot be used (exit code 4) or the device cannot (exit code 5)
     */
    ImageGenerator open(Path pack, Device device);

    /**
     * @param id {@code cpu} for now
     * @param threads threads of one model call; empty: all processors
     */
    record Device(String id, OptionalInt threads) {}
}
