package studio.unclip.editor.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import studio.unclip.editor.pixel.Raster;

/** Krita itself, for tests that ask for it. */
public final class Krita {
    private Krita() {}

    /**
     * Has Krita open a file and write it as another.
     *
     * @param home an empty folder for its settings and log
     */
    public static void export(Path from, Path to, Path home) throws Exception {
        Path log = home.resolve("krita.log");
        // A busy machine's X server may need another try.
        for (int attempt = 0; attempt < 3 && !Files.exists(to); attempt++) {
            run(from, to, home, log);
        }
        assertThat(to).as(Files.readString(log)).exists();
    }

    private static void run(Path from, Path to, Path home, Path log) throws Exception {
        // Krita insists on an X server, even to export.
        List<String> command = new ArrayList<>(
                System.getenv("DISPLAY") == null ? List.of("xvfb-run", "-a", "krita") : List.of("krita"));
        command.addAll(List.of("--export", "--export-filename", to.toString(), from.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("HOME", home.toString());
        Process krita;
        try {
            krita = builder.start();
        } catch (IOException e) {
            throw new AssertionError("Krita was asked for and is not installed (Debian: krita, xvfb)", e);
        }
        if (!krita.waitFor(120, TimeUnit.SECONDS)) {
            krita.destroyForcibly();
            throw new AssertionError("Krita does not answer: " + Files.readString(log));
        }
    }

    /** The largest difference of a premultiplied channel. */
    public static int difference(Raster a, Raster b) {
        int most = 0;
        for (int y = 0; y < a.height(); y++) {
            for (int x = 0; x < a.width(); x++) {
                int p = a.argb(x, y);
                int q = b.argb(x, y);
                most = Math.max(most, Math.abs((p >>> 24) - (q >>> 24)));
                for (int shift = 0; shift <= 16; shift += 8) {
                    int c = (p >> shift & 0xff) * (p >>> 24) / 255;
                    int d = (q >> shift & 0xff) * (q >>> 24) / 255;
                    most = Math.max(most, Math.abs(c - d));
                }
            }
        }
        return most;
    }
}
