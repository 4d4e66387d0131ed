package studio.unclip.inference.api;

/** A request outside what is allowed or what the pack can do. The message is one clear line for a person. */
public final class InvalidRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * @param field which setting is wrong, in the words of the command line
     * @param message what is wrong and what is allowed
     */
    public InvalidRequestException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The setting that is wrong. */
    public String field() {
        return field;
    }
}
