package studio.unclip.editor.journal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a generation says of itself: four lines of text in its first frame. The file stands there as a URI, in which a
 * name keeps every byte, a line's end too.
 *
 * @param document the file that is edited; empty while it has no name
 * @param title what the window calls it
 * @param base the copy the generation leans on, in the journal's folder; empty if it leans on none
 */
record JournalHead(Optional<Path> document, String title, Optional<String> base) {
    private static final String KIND = "unclip-journal ";
    private static final String VERSION = KIND + "2";

    /** The file stands there as a plain path. */
    private static final String VERSION_1 = KIND + "1";

    byte[] toBytes() {
        String file = document.map(path -> path.toUri().toString()).orElse("");
        return String.join("\n", VERSION, file, title.replace('\n', ' '), base.orElse(""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @return empty if it is not sound
     * @throws IOException if a later version of the studio wrote it
     */
    static Optional<JournalHead> read(byte[] bytes) throws IOException {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        boolean known = lines[0].equals(VERSION) || lines[0].equals(VERSION_1);
        if (!known && lines[0].startsWith(KIND)) {
            throw new IOException("a later version of the studio wrote them");
        }
        if (!known || lines.length != 4 || !lines[3].matches("(base-[0-9]{1,12}\\.ora)?")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JournalHead(
                    Optional.of(lines[1])
                            .filter(line -> !line.isEmpty())
                            .map(line -> lines[0].equals(VERSION_1) ? Path.of(line) : Path.of(URI.create(line))),
                    lines[2],
                    Optional.of(lines[3]).filter(line -> !line.isEmpty())));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
