package studio.unclip.app.cli;

import java.util.Locale;
import studio.unclip.inference.pack.Watcher;

/** Tells on stderr how far work on a pack has come, and ends it on Ctrl-C. */
final class PackProgress implements Watcher {
    private final StatusLine line;
    private final Interruption interruption;
    private final String doing;

    /** @param doing what is done to which pack */
    PackProgress(CommandLineHost host, boolean quiet, String doing) {
        this.line = new StatusLine(host, quiet);
        this.interruption = host.interruption();
        this.doing = doing;
    }

    @Override
    public void progress(String file, long done, long total) {
        line.update(
                doing,
                () -> String.format(
                        Locale.ROOT,
                        "%s, %.0f %% of %.0f MB",
                        doing,
                        total == 0 ? 100 : 100.0 * done / total,
                        total / 1e6));
    }

    @Override
    public boolean cancelled() {
        return interruption.requested();
    }

    /** A line of its own. */
    void say(String text) {
        line.say(text);
    }

    void clear() {
        line.clear();
    }
}
