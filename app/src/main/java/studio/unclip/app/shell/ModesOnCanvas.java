package studio.unclip.app.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.unclip.app.canvas.CanvasModel;
import studio.unclip.app.canvas.overlay.InPlace;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.generate.Underway;
import studio.unclip.app.panel.mode.ModesViewModel;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.geom.IntRect;

/**
 * What a mode needs on the canvas: the frame, a brush for the mask, the picture of the slider's place; and what the running
 * job has to show. Window thread.
 */
final class ModesOnCanvas {
    private ModesOnCanvas() {}

    /** Where it says what may change. */
    private static void showMask(ModesViewModel modes, CanvasModel canvas) {
        Mode mode = modes.mode().get();
        canvas.maskShown()
                .set(mode == Mode.INPAINT
                        || (mode == Mode.TEXT_DIFF && modes.diff().insideMask().get()));
    }

    private static void showContexts(ModesViewModel modes, CanvasModel canvas) {
        boolean wanted = modes.mode().get() == Mode.INPAINT
                && canvas.maskShown().get()
                && canvas.inPlace().get().isEmpty();
        canvas.frame().contexts().set(wanted ? modes.inpaintContexts().get() : List.of());
    }

    private static Optional<InPlace> ofSlider(ModesViewModel modes, Workspace workspace) {
        IntRect whole = workspace.document().get().bounds();
        return modes.diff().shown().get().map(small -> new InPlace(small, whole, whole));
    }

    /** @param underway what the running job has to show */
    static void join(ModesViewModel modes, CanvasModel canvas, Workspace workspace, Underway underway) {
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
        canvas.maskShown().subscribe(() -> showContexts(modes, canvas));
        canvas.inPlace().subscribe(() -> showContexts(modes, canvas));
        modes.mode().subscribe(() -> showContexts(modes, canvas));
        modes.inpaintContexts().subscribe(() -> showContexts(modes, canvas));
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
        Runnable show = () -> canvas.inPlace()
                .set(Stream.concat(
                                ofSlider(modes, workspace).stream(),
                                underway.sketches().get().stream()
                                        .map(sketch -> new InPlace(sketch.picture(), sketch.place(), sketch.within())))
                        .toList());
        modes.diff().shown().subscribe(show);
        underway.sketches().subscribe(show);
    }
}
