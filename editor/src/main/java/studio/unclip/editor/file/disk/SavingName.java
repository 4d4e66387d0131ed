package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Names a file has beside its own while it is written: hidden, recognised as belonging to it, and short enough for every
 * file system however long its own name is.
 */
final class SavingName {
    /** Most bytes a name has on the file systems in use; NTFS and APFS count 255 UTF-16 units, which is more. */
    static final int MOST_BYTES = 255;

    private static final String END = ".saving";
    private static final int SHOWN_LETTERS = 20;
    private static final Duration DEAD_AFTER = Duration.ofMinutes(10);

    private final Path file;
    private final String begin;

    /** @param file in a folder */
    SavingName(Path file) {
        String name = String.valueOf(file.getFileName());
        CRC32C sum = new CRC32C();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        this.file = file;
        this.begin =
                "." + shortened(name, SHOWN_LETTERS) + "." + HexFormat.of().toHexDigits((int) sum.getValue()) + ".";
    }

    /** A name nobody has. */
    Path fresh() {
        return file.resolveSibling(begin + UUID.randomUUID() + END);
    }

    /** Whole letters from the front. */
    private static String shortened(String name, int letters) {
        return name.codePointCount(0, name.length()) <= letters
                ? name
                : name.substring(0, name.offsetByCodePoints(0, letters));
    }

    /** The longest beginning of a name that, with the end behind it, is no longer than a name may be. */
    static String with(String name, String end) {
        int letters = name.codePointCount(0, name.length());
        String result = name + end;
        while (result.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            result = shortened(name, --letters) + end;
        }
        return result;
    }

    /** What saves of this file left that were killed; one that still writes has touched its file lately. */
    List<Path> dead() throws IOException {
        Instant limit = Instant.now().minus(DEAD_AFTER);
        List<Path> dead = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file.getParent(), this::isOne)) {
            for (Path left : files) {
                if (Files.getLastModifiedTime(left).toInstant().isBefore(limit)) {
                    dead.add(left);
                }
            }
        }
        return dead;
    }

    private boolean isOne(Path other) {
        String name = other.getFileName().toString();
        return name.startsWith(begin) && name.endsWith(END);
    }
}
