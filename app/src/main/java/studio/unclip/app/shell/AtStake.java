package studio.unclip.app.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * What would be lost if the window closed now.
 *
 * @param running whether pictures are being made
 * @param unused finished candidates of which none was laid on the canvas
 * @param canvas whether the picture on the canvas is in no file
 * @param history whether the canvas is empty, but steps of its history are in no file
 */
public record AtStake(boolean running, int unused, boolean canvas, boolean history) {

    /** Whether anything would be lost. */
    public boolean any() {
        return running || unused > 0 || canvas || history;
    }

    /** In a person's words, a sentence a line. */
    public String words() {
        List<String> lines = new ArrayList<>();
        if (canvas) {
            lines.add("The picture on the canvas is in no file yet.");
        }
        if (history) {
            lines.add("The canvas is empty, but the history has pictures that are in no file yet.");
        }
        if (running) {
            lines.add("Pictures are being made; they would be given up.");
        }
        if (unused > 0) {
            lines.add(
                    unused == 1
                            ? "1 finished picture was not used yet."
                            : unused + " finished pictures were not used yet.");
        }
        return String.join("\n", lines);
    }
}
