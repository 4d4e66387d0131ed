package studio.unclip.app.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The program's version, as Maven wrote it at build time. */
public final class ProgramVersion {
    private static final String RESOURCE = "version.properties";

    private ProgramVersion() {}

    /** As {@code 0.1.0}. */
    public static String number() {
        try (InputStream in = ProgramVersion.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the program's name, for files this program writes. */
    public static String title() {
        return "Unclip Studio " + number();
    }
}
