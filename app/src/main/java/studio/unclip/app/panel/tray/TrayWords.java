package studio.unclip.app.panel.tray;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.generate.RecipeWords;
import studio.unclip.editor.patch.ChangeCount;
import studio.unclip.inference.api.JobEvent;

/** The tray's state in a person's words. */
final class TrayWords {
    /** Mean CIEDE2000 over a ring, part of which hardly changes: from here on its colours are seen to have moved. */
    private static final double SEEN = 3;

    /** From here on nobody overlooks it. */
    private static final double STRIKING = 8;

    private TrayWords() {}

    /** The line above the candidates; empty when there is nothing to say. */
    static String line(TrayState state) {
        return switch (state) {
            case TrayState.Empty _ -> "";
            case TrayState.Earlier _ -> "Pictures from before.";
            case TrayState.Starting _ -> "Loading the model…";
            case TrayState.Running running -> running(running);
            case TrayState.Finished finished -> finished(finished);
            case TrayState.OnCanvas now -> onCanvas(now);
            case TrayState.Kept _ -> "Kept. It is a step in the history.";
            case TrayState.Dismissed(String title) -> title + " was put into the trash.";
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
                + (running.where().stage().equals(JobEvent.Progress.LOAD) && running.fraction() == 0
                        ? "Loading the model…"
                        : where(running.where()))
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

    static String count(int pictures) {
        return pictures == 1 ? "1 picture" : pictures + " pictures";
    }

    private static String finished(TrayState.Finished finished) {
        return String.format(
                Locale.ROOT,
                "%s in %s%s.%s Click %s to put it on the canvas.",
                count(finished.made()),
                duration(finished.took()),
                finished.ranked() ? ", best match first" : "",
                finished.missed()
                        .map(mode -> missed(mode, finished.made() == 1))
                        .orElse(""),
                finished.made() == 1 ? "it" : "one");
    }

    private static String missed(Mode mode, boolean one) {
        return (one ? " It does not look" : " None looks") + " like what you said: "
                + (mode == Mode.INPAINT
                        ? "try a larger mask, or another way under it."
                        : "say less, one thing and one place.");
    }

    private static String onCanvas(TrayState.OnCanvas now) {
        String plain = "On the canvas" + (now.of() > 1 ? ", " + now.which() + " of " + now.of() : "") + ".";
        String what = now.changed()
                .map(count -> now.mode() == Mode.TEXT_DIFF
                        ? plain + turned(count)
                        : changed(count, now.mode() == Mode.EXPAND))
                .orElse(plain);
        String keys = now.of() > 1
                ? " Left and Right show the others, Enter keeps it, Escape takes it back."
                : " Enter keeps it, Escape takes it back.";
        return what + keys;
    }

    /** What came of turning a picture by words, where that is next to nothing. */
    private static String turned(ChangeCount count) {
        return count.hardlyAny()
                ? " Less than 1 % of its pixels changed: move the slider further, or say it in other words."
                : "";
    }

    /** How far the ring's colours moved, where that may be seen. */
    private static String ring(ChangeCount count) {
        if (count.ringDifference() < SEEN) {
            return "";
        }
        return count.ringDifference() < STRIKING
                ? ", whose colours moved a little"
                : ", whose colours moved clearly: look at the edge";
    }

    /** What patches changed, as a person can check it. */
    private static String changed(ChangeCount count, boolean around) {
        if (count.outside() > 0) {
            return String.format(
                    Locale.ROOT,
                    "A fault: %s outside the %s changed, which must not happen.",
                    pixels(count.outside()),
                    around ? "new sides" : "mask");
        }
        return around
                ? String.format(
                        Locale.ROOT,
                        "On the canvas: 0 pixels of the old picture changed, but for %,d in the ring at its rim%s.",
                        count.inRing(),
                        ring(count))
                : String.format(
                                Locale.ROOT,
                                "On the canvas: 0 pixels changed outside the mask, %,d in its ring%s.",
                                count.inRing(),
                                ring(count))
                        + (count.hardlyAny() ? " Inside it hardly any changed: try another seed or prompt." : "");
    }

    private static String pixels(long count) {
        return count == 1 ? "1 pixel" : String.format(Locale.ROOT, "%,d pixels", count);
    }

    static String kept(int kept) {
        return switch (kept) {
            case 0 -> "No picture was finished.";
            case 1 -> "1 finished picture is kept.";
            default -> kept + " finished pictures are kept.";
        };
    }

    /** A stage's name as a person reads it: {@code Upsampler 256}. */
    static String stage(String name) {
        if (name.equals(JobEvent.Progress.LOAD)) {
            return "Loading what comes next";
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

    /** What waits behind the one that runs, and how long all will take where that is known. */
    static String waiting(int waiting, boolean paused, Optional<Duration> timeLeft) {
        String all = waiting + " waiting" + (paused ? ", paused" : "");
        return all
                + timeLeft.filter(_ -> !paused).map(left -> " · " + left(left)).orElse("");
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
