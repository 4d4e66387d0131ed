package studio.unclip.app.boot;

import studio.unclip.app.cli.CommandLineMain;

/**
 * Where the program starts: with arguments it is the command line, without it opens the window, and with {@code open} and
 * a file's name it opens the window with that file.
 *
 * <p>Not an {@code Application}, because Java refuses to start one of those from the class path. Each side is touched
 * only when it is chosen, so the command line loads no JavaFX class.
 */
public final class Main {
    /** The command line knows it too, to explain it. */
    private static final String OPEN = "open";

    private Main() {}

    /** Starts the program. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            WindowMain.main();
        } else if (arguments.length == 2 && arguments[0].equals(OPEN) && !arguments[1].startsWith("-")) {
            WindowMain.main(arguments[1]);
        } else {
            CommandLineMain.main(arguments);
        }
    }
}
