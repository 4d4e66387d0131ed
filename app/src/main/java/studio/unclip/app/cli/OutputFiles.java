package studio.unclip.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The files a run writes: FILE.png for one candidate; FILE-1.png, FILE-2.png… in the order of the seeds for several. */
record OutputFiles(List<Path> files) {

    private static final String ENDING = ".png";

    /**
     * @param output as the person gave it, absolute
     * @throws CommandFailure if it is no PNG file's name
     */
    static OutputFiles of(Path output, int candidates) {
        String name = output.getFileName() == null ? "" : output.getFileName().toString();
        if (!name.toLowerCase(Locale.ROOT).endsWith(ENDING) || name.length() == ENDING.length()) {
            throw CommandFailure.usage("The output must be a PNG file, for example -o owl.png, not '" + output + "'.");
        }
        if (candidates == 1) {
            return new OutputFiles(List.of(output));
        }
        int dot = name.length() - ENDING.length();
        return new OutputFiles(IntStream.rangeClosed(1, candidates)
                .mapToObj(i -> output.resolveSibling(name.substring(0, dot) + "-" + i + name.substring(dot)))
                .toList());
    }

    /**
     * Refuses before anything is computed what would be refused after it.
     *
     * @throws CommandFailure if the folder is missing or, without {@code overwrite}, one of the files exists
     */
    void check(boolean overwrite) {
        for (Path file : files) {
            Path folder = file.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw CommandFailure.usage("The folder " + folder + " does not exist.");
            }
            if (Files.isDirectory(file)) {
                throw CommandFailure.usage(file + " is a folder.");
            }
            if (!overwrite && Files.exists(file)) {
                throw existing(file);
            }
        }
        Path folder = files.getFirst().getParent();
        if (folder != null && !Files.isWritable(folder)) {
            throw new CommandFailure(ExitCode.RESOURCE, "The folder " + folder + " cannot be written to.");
        }
    }

    static CommandFailure existing(Path file) {
        return CommandFailure.usage(file + " exists already. Choose another name, or replace it with --overwrite.");
    }

    /** The file of a candidate, from 0. */
    Path of(int candidate) {
        return files.get(candidate);
    }
}
