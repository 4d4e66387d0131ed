package studio.unclip.app.boot;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;
import org.slf4j.LoggerFactory;
import studio.unclip.app.platform.LogFile;
import studio.unclip.app.platform.PlatformFolders;

/** Opens the window, or says in one line why it cannot. */
final class WindowMain {
    private static final int NO_WINDOW = 5;

    /** Kept, because loggers are held weakly and would forget their level. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private WindowMain() {}

    /** Returns when the window is closed. */
    static void main() {
        Path log = LogFile.open(PlatformFolders.ofThisProcess().logs(), "unclip");
        // It warns of starting from the class path, which is what we do (docs/decisions/0001).
        JAVAFX.setLevel(Level.SEVERE);
        try {
            Application.launch(StudioApplication.class);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            // What JavaFX throws where there is no screen, or where its native libraries do not load.
            LoggerFactory.getLogger(WindowMain.class).error("the window did not open", e);
            System.err.println("unclip: no window can be opened here (" + e.getMessage() + "). The command line needs"
                    + " none: unclip --help. Details: " + log);
            System.exit(NO_WINDOW);
        }
    }
}
