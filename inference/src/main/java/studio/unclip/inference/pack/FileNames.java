package studio.unclip.inference.pack;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which file names a pack may use: plain on every system, and no way out of the folder. */
public final class FileNames {

    /** The manifest's own name; nothing else may be called so. */
    public static final String MANIFEST = "pack.json";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    /** Names that mean devices on Windows, with or without an ending. */
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private FileNames() {}

    /** Whether a file of a pack may be called so. */
    public static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches()
                && !name.endsWith(".")
                && !DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** A name cut and cleaned so that it can stand in a message of one line. */
    public static String shown(String name) {
        String cut = name.length() > 80 ? name.substring(0, 77) + "..." : name;
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
