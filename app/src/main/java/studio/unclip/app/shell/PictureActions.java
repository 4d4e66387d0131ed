package studio.unclip.app.shell;

import java.util.List;
import java.util.function.Supplier;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.Window;

/** What the Picture menu has beside turning and cropping: other sizes. */
final class PictureActions {
    private PictureActions() {}

    /** @param owner of the dialogs */
    static List<Action> of(StudioModel model, Supplier<Window> owner) {
        ObservableBooleanValue hasPicture = model.workspace().empty().not();
        return List.of(
                Action.of("upscale-2", "Upscale 2×", () -> model.asking().upscale(2))
                        .when(hasPicture)
                        .in(Action.Menu.PICTURE, 1),
                Action.of("upscale-4", "Upscale 4×", () -> model.asking().upscale(4))
                        .when(hasPicture)
                        .in(Action.Menu.PICTURE, 1),
                Action.of("canvas-size", "Canvas size…", () -> askCanvasSize(model, owner.get()))
                        .keys(new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.ALT_DOWN))
                        .when(hasPicture)
                        .in(Action.Menu.PICTURE, 2));
    }

    private static void askCanvasSize(StudioModel model, Window owner) {
        CanvasSizeDialog.ask(owner, model.workspace().document().get().size())
                .ifPresent(answer -> model.canvas().commands().resizeCanvas(answer.size(), answer.anchor()));
    }
}
