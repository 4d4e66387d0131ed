package studio.unclip.app.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import studio.unclip.app.platform.BundledDevices;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.onnx.RuntimeLibraries;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pipeline.EngineOptions;
import studio.unclip.inference.pipeline.PackPreflight;
import studio.unclip.inference.worker.Patience;
import studio.unclip.inference.worker.WorkerGenerator;
import studio.unclip.inference.worker.WorkerLaunch;

/** The engine in a process of its own ({@link WorkerMain}): whatever happens to it, this process lives. */
public final class WorkerGeneratorOpener implements GeneratorOpener {
    private static final long MIB = 1 << 20;

    /** Java's own, tokenizer and tables. */
    private static final long HEAP = 192 * MIB;

    /** What a frame of pictures to look at may hold, as it comes and as pictures. */
    private static final long HEAP_FOR_PICTURES = 512 * MIB;

    /** Noise, sample and guess in floats, the picture, and its copies on their way. */
    private static final long HEAP_PER_PIXEL = 64;

    private final PackFolders packs;
    private final PlatformFolders folders;
    private final PackShelf shelf;

    /**
     * @param packs where packs lie
     * @param folders the person's folders; the log of the process's crashes goes where logs are
     */
    public WorkerGeneratorOpener(PackFolders packs, PlatformFolders folders) {
        this.packs = packs;
        this.folders = folders;
        this.shelf = new PackShelf(packs, folders);
    }

    @Override
    public ImageGenerator open(Path folder, Device device) throws PackException {
        EngineOptions options = EngineDevices.options(device, folders);
        Pack pack = shelf.open(folder);
        PackPreflight preflight = PackPreflight.read(pack, options);
        Optional<WorkerLaunch> safe = device.id().equals(Device.CPU.id())
                ? Optional.empty()
                : Optional.of(launch(
                        folder,
                        device,
                        pack,
                        Optional.of("The engine ended while it was to use a graphics card. Pictures are made on the CPU"
                                + " until the next start.")));
        return WorkerGenerator.open(preflight, launch(folder, device, pack, Optional.empty()), safe, Patience.DEFAULT);
    }

    private WorkerLaunch launch(Path folder, Device device, Pack pack, Optional<String> note) {
        return new WorkerLaunch(
                WorkerMain.class.getName(),
                heap(pack.manifest().output()),
                Stream.concat(RuntimeLibraries.givenOption().stream(), BundledDevices.option().stream())
                        .toList(),
                Optional.of(folders.logs().resolve("engine-crash.log")),
                new EngineSettings(folder, device, packs, folders, note, Thrift.NONE).words());
    }

    private static long heap(int side) {
        return HEAP + HEAP_FOR_PICTURES + HEAP_PER_PIXEL * side * side;
    }
}
