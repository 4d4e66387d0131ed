package studio.unclip.editor.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a generation says of itself: three lines of text in its first frame.
 *
 * @param document the file that is edited; empty while it has no name
 * @param title what the window calls it
 * @param base the copy the generation leans on, in the journal's folder; empty if it leans on none
 */
record JournalHead(Optional<Path> document, String title, Optional<String> base) {
    private static final String VERSION = "unclip-journal 1";

    byte[] toBytes() {
        String text = String.join(
                "\n", VERSION, document.map(Path::toString).orElse(""), title.replace('\n', ' '), base.orElse(""));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Empty if it is of another version or not sound. */
    static Optional<JournalHead> read(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != 4 || !lines[0].equals(VERSION) || !lines[3].matches("(base-[0-9]{1,12}\\.ora)?")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JournalHead(
                    Optional.of(lines[1]).filter(line -> !line.isEmpty()).map(Path::of),
                    lines[2],
                    Optional.of(lines[3]).filter(line -> !line.isEmpty())));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
