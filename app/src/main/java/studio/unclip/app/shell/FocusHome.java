package studio.unclip.app.shell;

import javafx.scene.Node;
import javafx.scene.Scene;

/**
 * Where the focus goes when the control that has it is disabled, hidden or taken away: to the window itself, where keys of
 * the whole window work and nothing can be pressed by accident. JavaFX would give it to whatever control comes next.
 */
final class FocusHome {
    private FocusHome() {}

    /** @param home of the scene; takes the focus, though it is no stop of the tab key */
    static void install(Scene scene, Node home) {
        scene.addPreLayoutPulseListener(() -> {
            Node owner = scene.getFocusOwner();
            if (owner != null && !canHaveFocus(owner, scene)) {
                home.requestFocus();
            }
        });
    }

    private static boolean canHaveFocus(Node owner, Scene scene) {
        if (owner.getScene() != scene || owner.isDisabled()) {
            return false;
        }
        for (Node at = owner; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
