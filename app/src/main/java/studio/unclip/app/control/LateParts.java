package studio.unclip.app.control;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Window;

/**
 * Parts of a window that are hidden when it opens. JavaFX makes skins and styles for what is hidden as for what is seen,
 * before the window appears; so they come into the scene when they become visible, or, so that the first use of them is
 * not slow, one a pulse once the window has been painted. Window thread.
 */
public final class LateParts extends AnimationTimer {
    /** Pulses until what is seen has been painted. */
    private static final int FIRST_PULSES = 2;

    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private int pulses;

    /** @param window any node of it; the parts follow once it is shown */
    public LateParts(Node window) {
        window.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .subscribe(showing -> {
                    if (Boolean.TRUE.equals(showing)) {
                        start();
                    }
                });
    }

    /**
     * Takes the children that are hidden now out of a pane; each comes back to its place among the others by itself.
     *
     * @param pane whose children nobody else adds or removes
     */
    public void keepBack(Pane pane) {
        List<Node> all = List.copyOf(pane.getChildren());
        for (Node part : all) {
            if (!part.isVisible()) {
                pane.getChildren().remove(part);
                waiting.add(() -> comeIn(pane, all, part));
                part.visibleProperty().subscribe(visible -> {
                    if (visible) {
                        comeIn(pane, all, part);
                    }
                });
            }
        }
    }

    private static void comeIn(Pane pane, List<Node> all, Node part) {
        List<Node> there = pane.getChildren();
        if (!there.contains(part)) {
            there.add(
                    (int) all.stream()
                            .takeWhile(before -> !before.equals(part))
                            .filter(there::contains)
                            .count(),
                    part);
        }
    }

    /** Once a pulse. */
    @Override
    public void handle(long now) {
        if (pulses++ < FIRST_PULSES) {
            return;
        }
        Runnable next = waiting.poll();
        if (next == null) {
            stop();
        } else {
            next.run();
        }
    }
}
