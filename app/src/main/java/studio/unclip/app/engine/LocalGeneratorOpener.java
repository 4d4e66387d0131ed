package studio.unclip.app.engine;

import java.nio.file.Path;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pipeline.EngineOptions;
import studio.unclip.inference.pipeline.LocalGenerator;

/** The engine in this process. */
public final class LocalGeneratorOpener implements GeneratorOpener {
    private final PackShelf shelf;
    private final PlatformFolders folders;
    private final Thrift thrift;

    /**
     * @param shelf knows which packs were checked already
     * @param folders the person's folders; the cache holds the engine's unpacked native libraries
     */
    public LocalGeneratorOpener(PackShelf shelf, PlatformFolders folders) {
        this(shelf, folders, Thrift.NONE);
    }

    /** @param thrift how plans are made */
    LocalGeneratorOpener(PackShelf shelf, PlatformFolders folders, Thrift thrift) {
        this.shelf = shelf;
        this.folders = folders;
        this.thrift = thrift;
    }

    @Override
    public ImageGenerator open(Path pack, Device device) throws PackException {
        try {
            return open(pack, EngineDevices.chosen(device, folders));
        } catch (InferenceException e) {
            throw new GenerationException(new JobFailure.DeviceFailed(e.getMessage()), e);
        }
    }

    /**
     * On the processor, instead of another device.
     *
     * @param note what a person is told of it
     */
    ImageGenerator openOnCpu(Path pack, Device instead, String note) throws PackException {
        return open(pack, EngineDevices.options(instead, folders).withDeviceNote(note));
    }

    private ImageGenerator open(Path pack, EngineOptions options) throws PackException {
        return LocalGenerator.open(shelf.open(pack), options.saving(thrift));
    }
}
