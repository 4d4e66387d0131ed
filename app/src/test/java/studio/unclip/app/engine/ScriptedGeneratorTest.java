package studio.unclip.app.engine;

import java.time.Duration;
import studio.unclip.inference.api.ImageGenerator;

/** The fake that the window's and the command line's tests stand on. */
class ScriptedGeneratorTest extends ImageGeneratorContract {
    @Override
    ImageGenerator open() {
        return new ScriptedGenerator().pacing(Duration.ofMillis(1));
    }
}
