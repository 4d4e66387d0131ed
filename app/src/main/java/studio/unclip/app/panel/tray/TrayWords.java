package studio.unclip.app.panel.tray;

import java.time.Duration;
import java.util.Locale;
import studio.unclip.app.generate.RecipeWords;
import studio.unclip.inference.api.JobEvent;

/** The tray's state in a person's words. */
final class TrayWords {
    private TrayWords() {}

    /** The line above the candidates; empty when there is nothing to say. */
    static String line(TrayState state) {
        return switch (state) {
            case TrayState.Empty _ -> "";
            case TrayState.Starting _ -> "Loading the model…";
            case TrayState.Running running -> running(running);
            case TrayState.Finished finished -> finished(finished);
            case TrayState.Cancelled(int kept, boolean earlier) -> "Cancelled. " + kept(kept) + earlier(earlier);
            case TrayState.Failed(String message, int kept, boolean earlier) ->
                message + (kept > 0 ? " " + kept(kept) : "") + earlier(earlier);
        };
    }

    private static String running(TrayState.Running running) {
        String which = running.of() > 1
                ? String.format(Locale.ROOT, "Picture %d of %d · ", running.candidate(), running.of())
                : "";
        return which
                + where(running.where())
                + running.timeLeft().map(left -> " · " + left(left)).orElse("");
    }

    private static String where(TrayState.Where where) {
        String stage = stage(where.stage())
                + (where.samples() > 1 ? String.format(Locale.ROOT, " %d of %d", where.sample(), where.samples()) : "");
        return where.steps() > 1
                ? String.format(Locale.ROOT, "%s, step %d of %d", stage, where.step(), where.steps())
                : stage;
    }

    private static String earlier(boolean shown) {
        return shown ? " The pictures from before are still here." : "";
    }

    private static String count(int pictures) {
        return pictures == 1 ? "1 picture" : pictures + " pictures";
    }

    private static String finished(TrayState.Finished finished) {
        return String.format(
                Locale.ROOT,
                "%s in %s%s. Click %s to put it on the canvas.",
                count(finished.made()),
                duration(finished.took()),
                finished.ranked() ? ", best match first" : "",
                finished.made() == 1 ? "it" : "one");
    }

    private static String kept(int kept) {
        return switch (kept) {
            case 0 -> "No picture was finished.";
            case 1 -> "1 finished picture is kept.";
            default -> kept + " finished pictures are kept.";
        };
    }

    /** A stage's name as a person reads it: {@code Upsampler 256}. */
    static String stage(String name) {
        if (name.equals(JobEvent.Progress.LOAD)) {
            return "Loading the model";
        }
        return RecipeWords.stage(name);
    }

    /** As exact as an estimate deserves. */
    static String left(Duration left) {
        long seconds = (left.toMillis() + 999) / 1000;
        if (seconds <= 1) {
            return "almost done";
        }
        if (seconds < 20) {
            return "about " + seconds + " s left";
        }
        if (seconds < 90) {
            return "about " + (seconds + 2) / 5 * 5 + " s left";
        }
        return "about " + Math.round(seconds / 60.0) + " min left";
    }

    /** How long something took. */
    static String duration(Duration took) {
        double seconds = took.toMillis() / 1000.0;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
