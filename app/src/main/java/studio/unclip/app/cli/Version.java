package studio.unclip.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as Maven wrote it at build time. */
final class Version implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    /** For {@code --version}. */
    @Override
    public String[] getVersion() {
        return new String[] {"unclip " + number()};
    }

    /** For files this program writes. */
    static String title() {
        return "Unclip Studio " + number();
    }

    private static String number() {
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
