package studio.unclip.app.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import studio.unclip.editor.file.FileProblem;

/** Why a disk did not take a file, in a person's words. The system's own message is often no more than a path. */
final class DiskWords {
    private DiskWords() {}

    /**
     * @param target the file that was to be written
     * @return the end of a sentence, without a full stop
     */
    static String why(IOException problem, Path target) {
        Path folder = target.toAbsolutePath().getParent();
        String said = said(problem).toLowerCase(Locale.ROOT);
        if (said.contains("no space left") || said.contains("not enough space") || said.contains("quota")) {
            return "the disk is full";
        }
        if (said.contains("read-only file system")) {
            return "this disk can only be read";
        }
        if (said.contains("name too long")) {
            return "the name is too long for this disk";
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return "there is no folder " + folder;
        }
        if (Files.isDirectory(target)) {
            return "a folder has this name";
        }
        if (problem instanceof AccessDeniedException || !Files.isWritable(folder)) {
            return "you may not write in the folder " + folder;
        }
        if (problem instanceof FileProblem) {
            return said(problem);
        }
        boolean names = said.isEmpty() || (problem instanceof FileSystemException file && file.getReason() == null);
        return names ? "the folder " + folder + " does not take files" : "the disk says: " + said(problem);
    }

    private static String said(IOException problem) {
        if (problem instanceof FileSystemException file) {
            return file.getReason() == null ? "" : file.getReason();
        }
        return problem.getMessage() == null ? "" : problem.getMessage();
    }
}
