package studio.unclip.app.cli;

import java.time.Duration;
import java.util.Locale;
import studio.unclip.inference.api.JobEvent;

/** Tells on stderr where a job stands: candidate, stage, step, time left. One thread. */
final class ProgressLine {
    private final StatusLine line;
    private final int candidates;

    ProgressLine(CommandLineHost host, boolean quiet, int candidates) {
        this.line = new StatusLine(host, quiet);
        this.candidates = candidates;
    }

    void show(JobEvent.Progress progress) {
        line.update(progress.candidate() + " " + progress.stage(), () -> text(progress));
    }

    /** A line of its own. */
    void say(String text) {
        line.say(text);
    }

    void clear() {
        line.clear();
    }

    private String text(JobEvent.Progress p) {
        String which =
                candidates > 1 ? String.format(Locale.ROOT, "candidate %d of %d, ", p.candidate() + 1, candidates) : "";
        String where = p.steps() > 1 || p.step() > 0
                ? String.format(Locale.ROOT, "%s step %d of %d", p.stage(), p.step(), p.steps())
                : p.stage().equals(JobEvent.Progress.LOAD) ? "loading the model" : p.stage();
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
