package studio.unclip.app.document;

import java.util.ArrayList;
import java.util.List;

/**
 * What would be lost if the window closed now, or another document took the place of this one.
 *
 * @param running whether pictures are being made
 * @param unwritten finished pictures that are only in memory, because the disk did not take them
 * @param document what of the open document is in no file
 */
public record AtStake(boolean running, int unwritten, Work document) {

    /** What of a document is in no file. */
    public enum Work {
        /** All of it is in one. */
        NONE,
        /** The document was never saved as it is. */
        UNSAVED,
        /** Its file is older than it. */
        CHANGED,
        /** The picture is in a file that holds no layers. */
        LAYERS,
        /** The canvas is empty, but steps of its history are in no file. */
        HISTORY
    }

    /** Whether anything would be lost. */
    public boolean any() {
        return running || unwritten > 0 || document != Work.NONE;
    }

    /** Whether saving the document now keeps it. */
    public boolean canSave() {
        return document != Work.NONE && document != Work.HISTORY;
    }

    /** In a person's words, a sentence a line. */
    public String words() {
        List<String> lines = new ArrayList<>();
        switch (document) {
            case UNSAVED -> lines.add("The picture on the canvas is in no file yet.");
            case CHANGED -> lines.add("What was changed since it was saved is in no file yet.");
            case LAYERS ->
                lines.add("The picture is in a file, but that holds neither its layers nor its history: save it as .ora"
                        + " to keep them.");
            case HISTORY -> lines.add("The canvas is empty, but the history has pictures that are in no file yet.");
            case NONE -> {
                // Nothing to say.
            }
        }
        if (running) {
            lines.add("Pictures are being made or wait for their turn; they would be given up.");
        }
        if (unwritten > 0) {
            lines.add(
                    unwritten == 1
                            ? "1 finished picture could not be written to the disk."
                            : unwritten + " finished pictures could not be written to the disk.");
        }
        return String.join("\n", lines);
    }
}
