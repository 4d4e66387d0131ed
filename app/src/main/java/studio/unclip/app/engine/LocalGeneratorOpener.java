package studio.unclip.app.engine;

import java.nio.file.Path;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pipeline.EngineOptions;
import studio.unclip.inference.pipeline.LocalGenerator;

/** The engine in this process. */
public final class LocalGeneratorOpener implements GeneratorOpener {
    private final PackShelf shelf;

    /** @param shelf knows which packs were checked already */
    public LocalGeneratorOpener(PackShelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public ImageGenerator open(Path pack, Device device) throws PackException {
        if (!device.id().equals(Device.CPU.id())) {
            throw new NoSuchDeviceException(
                    "There is no device '" + device.id() + "' here. This version runs on: cpu.");
        }
        EngineOptions options = EngineOptions.forThisMachine();
        if (device.threads().isPresent()) {
            options = options.withThreads(device.threads().getAsInt());
        }
        return LocalGenerator.open(shelf.open(pack), options);
    }
}
