package studio.unclip.app.boot;

import studio.unclip.app.cli.CommandLineMain;

/**
 * Where the program starts: with arguments it is the command line, without it opens the window.
 *
 * <p>Not an {@code Application}, because Java refuses to start one of those from the class path. Each side is touched
 * only when it is chosen, so the command line loads no JavaFX class.
 */
public final class Main {
    private Main() {}

    /** Starts the program. */
    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            CommandLineMain.main(arguments);
        } else {
            WindowMain.main();
        }
    }
}
