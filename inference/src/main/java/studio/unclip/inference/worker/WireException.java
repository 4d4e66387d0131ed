package studio.unclip.inference.worker;

import java.io.IOException;

/** The other side sent what is no message. The message is one sentence for a person. */
final class WireException extends IOException {
    private static final long serialVersionUID = 1;

    WireException(String message) {
        super(message);
    }

    WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
