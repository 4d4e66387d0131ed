package studio.unclip.app.shell;

import studio.unclip.app.canvas.CanvasModel;
import studio.unclip.app.canvas.overlay.InPlace;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.mode.ModesViewModel;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.app.workspace.Workspace;

/** What a mode needs on the canvas: the frame, a brush for the mask, the picture of the slider's place. Window thread. */
final class ModesOnCanvas {
    private ModesOnCanvas() {}

    /** Where it says what may change. */
    private static void showMask(ModesViewModel modes, CanvasModel canvas) {
        Mode mode = modes.mode().get();
        canvas.maskShown()
                .set(mode == Mode.INPAINT
                        || (mode == Mode.TEXT_DIFF && modes.diff().insideMask().get()));
    }

    static void join(ModesViewModel modes, CanvasModel canvas, Workspace workspace) {
        modes.mode().subscribe(mode -> {
            canvas.frame().shown().set(mode == Mode.EXPAND);
            showMask(modes, canvas);
            boolean masks = canvas.tools().chosen().getValue().group() == ToolKind.Group.MASK;
            if (mode == Mode.INPAINT && !masks) {
                canvas.tools().choose(ToolKind.MASK_BRUSH);
            } else if (mode == Mode.EXPAND || (mode == Mode.GENERATE && masks)) {
                canvas.tools().choose(ToolKind.HAND);
            }
        });
        canvas.tools().chosen().subscribe(tool -> {
            boolean masks = tool.group() == ToolKind.Group.MASK;
            boolean useful = modes.mode().get() == Mode.INPAINT || modes.mode().get() == Mode.TEXT_DIFF;
            if (masks && !useful) {
                modes.mode().set(Mode.INPAINT);
            } else if (tool == ToolKind.FRAME) {
                modes.mode().set(Mode.EXPAND);
            }
        });
        modes.diff().insideMask().addListener((_, _, _) -> showMask(modes, canvas));
        modes.expand().wishes().addListener((_, _, _) -> {
            // What was typed or pressed is to be seen; a handle is in the hand and shows itself.
            if (!canvas.view().shows(canvas.frame().frame().get())) {
                canvas.view().fit(canvas.frame().frame().get());
            }
        });
        workspace.document().addListener((_, before, now) -> {
            // Who paints the mask wants to see it; who gets a picture wants to see that.
            if (!before.mask().equals(now.mask())) {
                showMask(modes, canvas);
            } else if (!before.layers().equals(now.layers())) {
                canvas.maskShown().set(false);
            }
        });
        modes.diff()
                .shown()
                .subscribe(small -> canvas.inPlace()
                        .set(small.map(picture ->
                                new InPlace(picture, workspace.document().get().bounds()))));
    }
}
