package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.published.PublishedPacks;

/**
 * Everything a command touches outside itself, handed in so that tests can run commands in-process.
 *
 * @param out results
 * @param err progress, notes, the line that explains a failure
 * @param errIsTerminal whether a line on {@code err} can be updated in place
 * @param workingFolder what relative paths are relative to
 * @param folders the person's folders
 * @param packs where packs lie
 * @param families what can be put together from published folders
 * @param generators opens packs
 * @param randomSeeds seeds for runs that name none, 0 to 2^32 - 1
 * @param nanoTime a clock for durations
 * @param interruption Ctrl-C
 */
record CommandLineHost(
        PrintWriter out,
        PrintWriter err,
        boolean errIsTerminal,
        Path workingFolder,
        PlatformFolders folders,
        PackFolders packs,
        Supplier<PublishedPacks> families,
        GeneratorOpener generators,
        LongSupplier randomSeeds,
        LongSupplier nanoTime,
        Interruption interruption) {

    /** A path as a person gave it, made absolute. */
    Path resolve(Path path) {
        return workingFolder.resolve(path).normalize();
    }
}
