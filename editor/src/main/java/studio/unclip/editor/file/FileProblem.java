package studio.unclip.editor.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A picture file that cannot be read or written. The message is one clear line that names the file and says what is
 * wrong; it may be shown to a person as it is.
 */
public final class FileProblem extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong, for a program to act on. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** A file of a kind that is not read here. */
        UNKNOWN_FORMAT,
        /** Cut short, or its bytes contradict themselves. */
        DAMAGED,
        /** More pixels, entries or bytes than {@link Limits} allow, or than fit into the memory. */
        TOO_LARGE,
        /** The file asks for something no picture needs: a DTD, an entry outside the archive, a bomb. */
        HOSTILE,
        /** The disk refuses to read or write. */
        DISK,
        /** The file is marked read-only. */
        READ_ONLY,
        /** What was written does not read back; the file under the name is still the one from before. */
        NOT_VERIFIED
    }

    private final Kind kind;

    /**
     * @param kind what is wrong
     * @param message one line for a person
     * @param cause for the log; may be null
     */
    public FileProblem(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public static FileProblem damaged(String what, Throwable cause) {
        return new FileProblem(Kind.DAMAGED, "damaged: " + what, cause);
    }

    public static FileProblem damaged(String what) {
        return damaged(what, null);
    }

    public static FileProblem tooLarge(String what) {
        return new FileProblem(Kind.TOO_LARGE, "too large: " + what, null);
    }

    /** @param bytes it would need; 0 if that is not known */
    public static FileProblem tooLargeForMemory(long bytes) {
        String needs = bytes == 0
                ? "it needs more than is free"
                : String.format(Locale.ROOT, "it needs about %,d MB more", Math.max(1, bytes / 1_000_000));
        return tooLarge(
                "the memory of this program does not hold it, " + needs + "; close other pictures and try again");
    }

    /** A kind of picture that is sound, as far as one can see, and not read here. */
    public static FileProblem notRead(String what) {
        return new FileProblem(Kind.UNKNOWN_FORMAT, "not read here: " + what, null);
    }

    public static FileProblem hostile(String what) {
        return new FileProblem(Kind.HOSTILE, "refused: " + what, null);
    }

    /** The same problem, with the file's name in front of the line. */
    public FileProblem in(Path file) {
        String name = String.valueOf(file.getFileName());
        return getMessage().startsWith(name) ? this : new FileProblem(kind, name + ": " + getMessage(), this);
    }

    public Kind kind() {
        return kind;
    }
}
