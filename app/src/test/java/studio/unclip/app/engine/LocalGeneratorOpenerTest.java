package studio.unclip.app.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.api.ImageGenerator;

/** The engine in this process, over the starter pack. */
class LocalGeneratorOpenerTest extends ImageGeneratorContract {
    // Not deleted by a failing clean-up: libraries that are loaded cannot be, on Windows.
    @TempDir
    static Path home;

    @Override
    ImageGenerator open() throws Exception {
        return new StarterEngines(home).here();
    }
}
