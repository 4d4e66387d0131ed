package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import studio.unclip.inference.api.JobEvent;

/**
 * Tells on stderr where a job stands: one line updated in place on a terminal, else a line when a stage begins and
 * otherwise every few seconds. One thread.
 */
final class ProgressLine {
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final long SPARSE_NANOS = Duration.ofSeconds(5).toNanos();
    /** Longer lines would wrap on a narrow terminal and could not be updated. */
    private static final int WIDTH = 78;

    private final PrintWriter err;
    private final boolean inPlace;
    private final boolean quiet;
    private final LongSupplier nanoTime;
    private final int candidates;

    private String stage = "";
    private int candidate = -1;
    private long lastNanos;
    private int shown;

    ProgressLine(CommandLineHost host, boolean quiet, int candidates) {
        this.err = host.err();
        this.inPlace = host.errIsTerminal();
        this.quiet = quiet;
        this.nanoTime = host.nanoTime();
        this.candidates = candidates;
    }

    void show(JobEvent.Progress progress) {
        if (quiet) {
            return;
        }
        long now = nanoTime.getAsLong();
        boolean stageBegins = !progress.stage().equals(stage) || progress.candidate() != candidate;
        if (!stageBegins && now - lastNanos < (inPlace ? REDRAW_NANOS : SPARSE_NANOS)) {
            return;
        }
        stage = progress.stage();
        candidate = progress.candidate();
        lastNanos = now;
        String text = text(progress);
        if (inPlace) {
            draw(text);
        } else {
            err.println(text);
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

    private String text(JobEvent.Progress p) {
        String which = candidates > 1 ? "candidate %d of %d, ".formatted(p.candidate() + 1, candidates) : "";
        String where = p.steps() > 1 || p.step() > 0
                ? "%s step %d of %d".formatted(p.stage(), p.step(), p.steps())
                : p.stage();
        return String.format(
                Locale.ROOT, "%s%s, %.0f %%, about %s left", which, where, 100 * p.fraction(), time(p.timeLeft()));
    }

    /** As 8 s, 2 min 5 s or 1 h 3 min. */
    static String time(Duration duration) {
        long seconds = Math.max(0, (duration.toMillis() + 999) / 1000);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
