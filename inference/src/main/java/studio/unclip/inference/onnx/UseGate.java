package studio.unclip.inference.onnx;

/**
 * Keeps something from being closed while it is in use: users enter and leave, closing waits for the last one and lets
 * nobody in afterwards. Allocates nothing.
 */
final class UseGate {

    private final String name;
    private int users;
    private boolean closed;

    /** @param name for the message of a late user */
    UseGate(String name) {
        this.name = name;
    }

    synchronized void enter() {
        if (closed) {
            throw new IllegalStateException(name + " is closed");
        }
        users++;
    }

    synchronized void leave() {
        users--;
        notifyAll();
    }

    /**
     * Waits until nobody is inside. Interrupts are kept for later: leaving early would free memory under a native call.
     *
     * @return false if it was closed before
     */
    synchronized boolean close() {
        if (closed) {
            return false;
        }
        closed = true;
        boolean interrupted = false;
        while (users > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
