package studio.unclip.app.engine;

import java.nio.file.Path;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.pack.PackException;

/** The starter pack in this process and in one of its own. */
public final class StarterEngines {
    private final PlatformFolders folders;
    private final PackFolders packs;

    /** @param home for what engines keep */
    public StarterEngines(Path home) {
        this.folders = PlatformFolders.under(home);
        this.packs = PackFolders.ofThisProcess(folders);
    }

    public ImageGenerator here() throws PackException {
        return open(new LocalGeneratorOpener(new PackShelf(packs, folders), folders));
    }

    ImageGenerator inAWorker() throws PackException {
        return open(new WorkerGeneratorOpener(packs, folders));
    }

    Path logs() {
        return folders.logs();
    }

    private ImageGenerator open(GeneratorOpener opener) throws PackException {
        return opener.open(packs.starter().orElseThrow(), GeneratorOpener.Device.CPU);
    }
}
