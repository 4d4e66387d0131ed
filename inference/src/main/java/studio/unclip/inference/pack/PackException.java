package studio.unclip.inference.pack;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A pack could not be read, installed or used; {@link #problem()} says why, in words for a person. */
public final class PackException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient PackProblem problem;

    /** @param problem what is wrong */
    public PackException(PackProblem problem) {
        this(problem, null);
    }

    /**
     * @param problem what is wrong
     * @param cause the failure underneath, for the log; may be null
     */
    public PackException(PackProblem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** What is wrong. */
    public PackProblem problem() {
        return problem;
    }

    static PackException damaged(String pack, String what) {
        return new PackException(new PackProblem.Damaged(
                pack, what, "Get the pack again from where it came from, or run packs repair if it is installed"));
    }

    static PackException hostile(String pack, String what) {
        return new PackException(
                new PackProblem.Hostile(pack, what, "Do not use this pack; get one from a source you trust"));
    }

    static PackException unsupported(String pack, String what) {
        return new PackException(new PackProblem.Unsupported(
                pack, what, "Use a newer version of the studio, or a pack made for this one"));
    }

    static PackException missing(String pack, String what, String todo) {
        return new PackException(new PackProblem.Missing(pack, what, todo));
    }

    /** Turns a file system failure into one line that says what to look at. */
    public static PackException io(String pack, IOException cause) {
        String name = cause.getMessage() == null ? "no reason given" : cause.getMessage();
        String what = switch (cause) {
            case NoSuchFileException missing -> "the file " + missing.getFile() + " is not there";
            case AccessDeniedException denied -> "no right to use " + denied.getFile();
            default -> "reading or writing failed (" + name.lines().findFirst().orElse("") + ")";
        };
        return new PackException(
                new PackProblem.Io(
                        pack, what, "Check the disk's free space and your rights to the folder, then try again"),
                cause);
    }
}
