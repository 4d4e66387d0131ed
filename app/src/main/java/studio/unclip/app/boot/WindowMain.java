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

    /** Where JavaFX unpacks its native libraries; by itself into a folder of its own in the person's home. */
    private static final String JAVAFX_LIBRARIES = "javafx.cachedir";

    /** Kept, because loggers are held weakly and would forget their level. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private WindowMain() {}

    /**
     * Returns when the window is closed.
     *
     * @param file to begin with; none: without one
     */
    static void main(String... file) {
        PlatformFolders folders = PlatformFolders.ofThisProcess();
        Path log = LogFile.open(folders.logs(), "unclip");
        if (System.getProperty(JAVAFX_LIBRARIES) == null) {
            System.setProperty(
                    JAVAFX_LIBRARIES, folders.libraries().resolve("javafx").toString());
        }
        // It warns of starting from the class path, which is what we do (docs/decisions/0001).
        JAVAFX.setLevel(Level.SEVERE);
        try {
            Application.launch(StudioApplication.class, file);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            // What JavaFX throws where there is no screen, or where its native libraries do not load.
            LoggerFactory.getLogger(WindowMain.class).error("the window did not open", e);
            System.err.println("unclip: no window can be opened here (" + e.getMessage() + "). The command line needs"
                    + " none: unclip --help. Details: " + log);
            System.exit(NO_WINDOW);
        }
    }
}
