package studio.unclip.app.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.util.Subscription;

/**
 * Where the focus goes when the control that has it is disabled, hidden or taken away: to the window itself, where keys of
 * the whole window work and nothing can be pressed by accident. JavaFX would give it to whatever control comes next, with
 * the next pulse; so it is moved before that.
 */
final class FocusHome {
    private final Node home;
    private Subscription watching = Subscription.EMPTY;

    private FocusHome(Node home) {
        this.home = home;
    }

    /** @param home of the scene; takes the focus, though it is no stop of the tab key */
    static void install(Scene scene, Node home) {
        FocusHome focus = new FocusHome(home);
        scene.focusOwnerProperty().subscribe(focus::watch);
    }

    private void watch(Node owner) {
        watching.unsubscribe();
        if (owner == null) {
            watching = Subscription.EMPTY;
            return;
        }
        List<Subscription> all = new ArrayList<>();
        all.add(owner.disabledProperty().subscribe((_, disabled) -> goHomeIf(disabled)));
        all.add(owner.sceneProperty().subscribe((_, scene) -> goHomeIf(scene == null)));
        for (Node at = owner; at != null; at = at.getParent()) {
            all.add(at.visibleProperty().subscribe((_, visible) -> goHomeIf(!visible)));
        }
        watching = Subscription.combine(all.toArray(Subscription[]::new));
    }

    private void goHomeIf(boolean lost) {
        if (lost) {
            home.requestFocus();
        }
    }
}
