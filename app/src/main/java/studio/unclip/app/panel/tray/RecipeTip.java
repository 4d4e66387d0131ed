package studio.unclip.app.panel.tray;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/**
 * How a finished picture was made, in words beside the pointer. Made when that comes: a tooltip is a window of its own and a
 * recipe many words, and while pictures are made the window has none of that time. Window thread.
 */
final class RecipeTip {
    private static final Duration DELAY = Duration.millis(600);
    private static final Duration SHOWN = Duration.seconds(30);

    private RecipeTip() {}

    /** Once the pointer is over it; until the tile goes on to another picture. */
    static void on(Button tile, CandidateViewModel candidate) {
        if (tile.isHover() && candidate.finished() && tile.getTooltip() == null) {
            Tooltip recipe = new Tooltip(CandidateWords.of(candidate));
            recipe.setShowDelay(DELAY);
            recipe.setShowDuration(SHOWN);
            tile.setTooltip(recipe);
        }
    }
}
