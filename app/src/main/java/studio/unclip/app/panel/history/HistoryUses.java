package studio.unclip.app.panel.history;

import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.inference.api.Recipe;

/** What is done with a state outside the history: given by whoever puts the panels together. Window thread. */
public interface HistoryUses {

    /** Shows two states against each other on the canvas, the first at the left. */
    void compare(HistoryEntry before, HistoryEntry after);

    /** Makes a state's picture again, as it was. */
    void makeAgain(HistoryEntry state, Recipe recipe);

    /** Puts a recipe's settings where they can be changed. */
    void change(Recipe recipe);

    /** Puts a recipe on the system's clipboard. */
    void copy(Recipe recipe);
}
