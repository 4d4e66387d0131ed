package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where a long thing stands, on stderr: on a terminal one line updated in place, else a line whenever another part
 * begins and otherwise every few seconds. One thread.
 */
final class StatusLine {
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final long SPARSE_NANOS = Duration.ofSeconds(5).toNanos();
    /** Longer lines would wrap on a narrow terminal and could not be updated. */
    private static final int WIDTH = 78;

    private final PrintWriter err;
    private final boolean inPlace;
    private final boolean quiet;
    private final LongSupplier nanoTime;

    private String part = "";
    private long lastNanos;
    private int shown;

    StatusLine(CommandLineHost host, boolean quiet) {
        this.err = host.err();
        this.inPlace = host.errIsTerminal();
        this.quiet = quiet;
        this.nanoTime = host.nanoTime();
    }

    /**
     * @param currentPart names the part at hand; a new one is shown at once
     * @param text made only when it is shown
     */
    void update(String currentPart, Supplier<String> text) {
        if (quiet) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (currentPart.equals(part) && now - lastNanos < (inPlace ? REDRAW_NANOS : SPARSE_NANOS)) {
            return;
        }
        part = currentPart;
        lastNanos = now;
        if (inPlace) {
            draw(text.get());
        } else {
            err.println(text.get());
            err.flush();
        }
    }

    /** A line of its own, above the updated one. */
    void say(String line) {
        if (!quiet) {
            clear();
            err.println(line);
            err.flush();
        }
    }

    /** Takes the updated line away. */
    void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    private void draw(String text) {
        String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
        err.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
        err.flush();
        shown = cut.length();
    }
}
