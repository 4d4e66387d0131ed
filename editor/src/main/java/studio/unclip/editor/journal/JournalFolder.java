package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.file.state.StateReader;
import studio.unclip.editor.file.state.StateSource;

/** The files of one journal. */
final class JournalFolder {
    private static final Pattern GENERATION = Pattern.compile("journal-([0-9]{1,12})\\.log");
    private static final Pattern BASE = Pattern.compile("base-([0-9]{1,12})\\.ora");

    /** The newest generation that holds a state. */
    record Newest(Path file, JournalHead head, Revision revision) {}

    private final Path folder;
    private final Disk disk;

    JournalFolder(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    static String generation(long number) {
        return "journal-" + number + ".log";
    }

    static String base(long number) {
        return "base-" + number + ".ora";
    }

    Path path() {
        return folder;
    }

    /** Whether it holds no generation, sound or not. */
    boolean isEmpty() throws IOException {
        return numbers(GENERATION).isEmpty();
    }

    /** Newest first. */
    private List<Long> numbers(Pattern pattern) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher matcher = pattern.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    numbers.add(Long.parseLong(matcher.group(1)));
                }
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    /** A number above that of everything in the folder. */
    long nextNumber() throws IOException {
        long highest = 0;
        for (Pattern pattern : List.of(GENERATION, BASE)) {
            highest = Math.max(highest, numbers(pattern).stream().findFirst().orElse(0L));
        }
        return highest + 1;
    }

    /**
     * Empty if no generation holds a whole state.
     *
     * @throws IOException if one cannot be looked at, or is of a later version
     */
    Optional<Newest> newest() throws IOException {
        for (long number : numbers(GENERATION)) {
            Path file = folder.resolve(generation(number));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                StateSource source = StateSource.of(channel, 0, channel.size());
                Optional<byte[]> bytes = StateReader.journalHead(source);
                Optional<JournalHead> head = bytes.isEmpty() ? Optional.empty() : JournalHead.read(bytes.get());
                Optional<Revision> revision = StateReader.lastRevision(source);
                boolean whole = head.isPresent()
                        && head.get()
                                .base()
                                .map(base -> Files.exists(folder.resolve(base)))
                                .orElse(true);
                if (whole && revision.isPresent()) {
                    return Optional.of(new Newest(file, head.get(), revision.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Removes every generation but this one, and every copy but the one it leans on. */
    void keepOnly(long generation, Optional<String> base) throws IOException {
        for (long number : numbers(GENERATION)) {
            if (number != generation) {
                disk.delete(folder.resolve(generation(number)));
            }
        }
        for (long number : numbers(BASE)) {
            if (!Optional.of(base(number)).equals(base)) {
                disk.delete(folder.resolve(base(number)));
            }
        }
    }

    /** Removes every generation, and every copy. */
    void clear() throws IOException {
        keepOnly(-1, Optional.empty());
        disk.forceFolder(folder);
    }
}
