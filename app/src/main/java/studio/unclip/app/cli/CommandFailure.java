package studio.unclip.app.cli;

/** Ends a command with an exit code and one line on stderr. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        this(exitCode, message, null);
    }

    /**
     * @param exitCode one of {@link ExitCode}
     * @param message what happened and what to do, one line
     * @param cause for the log; may be null
     */
    CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    static CommandFailure cancelled(String message) {
        return new CommandFailure(ExitCode.CANCELLED, message);
    }
}
