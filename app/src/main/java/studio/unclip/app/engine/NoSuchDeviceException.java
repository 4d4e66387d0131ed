package studio.unclip.app.engine;

/** The device a person named is not in this machine, or not one this version can use. The message is for people. */
public final class NoSuchDeviceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchDeviceException(String message) {
        super(message);
    }
}
