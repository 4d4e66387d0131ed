package studio.unclip.inference.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an installed pack came from: one line with its folder or archive, or a first line {@value #PUBLISHED} and a line for
 * each folder of published files.
 *
 * @param published whether it was put together from published files
 * @param paths one, or the folders
 */
record SourceRecord(boolean published, List<Path> paths) {

    private static final String PUBLISHED = "published";

    static SourceRecord of(Path folderOrArchive) {
        return new SourceRecord(false, List.of(folderOrArchive.toAbsolutePath()));
    }

    static SourceRecord published(List<Path> folders) {
        return new SourceRecord(true, folders.stream().map(Path::toAbsolutePath).toList());
    }

    /** What is kept in the file; empty if there is none or it says nothing. */
    static Optional<SourceRecord> read(Path file) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
            boolean published = !lines.isEmpty() && lines.getFirst().equals(PUBLISHED);
            List<Path> paths =
                    lines.stream().skip(published ? 1 : 0).map(Path::of).toList();
            return paths.isEmpty() ? Optional.empty() : Optional.of(new SourceRecord(published, paths));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        if (published) {
            lines.add(PUBLISHED);
        }
        paths.forEach(path -> lines.add(path.toString()));
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    Path path() {
        return paths.getFirst();
    }

    List<Path> publishedFolders() {
        return published ? paths : List.of();
    }
}
