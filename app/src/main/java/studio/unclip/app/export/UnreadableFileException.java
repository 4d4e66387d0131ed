package studio.unclip.app.export;

import java.io.IOException;

/** A file a person gave is absent, of a kind not read here, damaged or too large. The message is one clear line. */
public final class UnreadableFileException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * @param message one line that names the file and says what is wrong
     * @param cause for the log; may be null
     */
    public UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
