package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Work cannot be kept safe, or not be read back. The message is one clear line that may be shown to a person as it is. */
public final class JournalProblem extends IOException {
    private static final long serialVersionUID = 1;

    private JournalProblem(String message, Throwable cause) {
        super(message, cause);
    }

    static JournalProblem notKept(String title, Throwable cause) {
        return new JournalProblem(
                String.format(
                        Locale.ROOT,
                        "Changes to %s cannot be kept safe from a crash at the moment (%s). Please save it; keeping them is tried again.",
                        title,
                        reason(cause)),
                cause);
    }

    static JournalProblem stopped(String title, Throwable cause) {
        return new JournalProblem(
                String.format(
                        Locale.ROOT,
                        "Changes to %s are no longer kept safe from a crash (%s). Please save it and open it again.",
                        title,
                        reason(cause)),
                cause);
    }

    /** Whose changes they are is not known. */
    static JournalProblem notLookedAt(Path folder, Throwable cause) {
        return new JournalProblem(
                String.format(
                        Locale.ROOT,
                        "Changes that were not saved last time cannot be read back (%s). They are kept in the folder %s.",
                        reason(cause),
                        folder),
                cause);
    }

    static JournalProblem notReadBack(String title, Path folder, Throwable cause) {
        return new JournalProblem(
                String.format(
                        Locale.ROOT,
                        "Changes to %s that were not saved last time cannot be read back (%s). They are kept in the folder %s.",
                        title,
                        reason(cause),
                        folder),
                cause);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message.strip();
    }
}
