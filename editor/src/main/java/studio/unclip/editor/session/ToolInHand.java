package studio.unclip.editor.session;

import java.util.Optional;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.tool.Tool;
import studio.unclip.editor.tool.ToolEffect;
import studio.unclip.editor.tool.ToolEvent;
import studio.unclip.editor.tool.ToolView;

/** The tool that is chosen, and what it wants done to the session's document. The session's thread. */
final class ToolInHand {
    private final EditorSession session;
    private Optional<Tool> tool = Optional.empty();
    private Optional<LiveStroke> stroke = Optional.empty();
    private ToolEffect.ShowOutline outline = ToolEffect.ShowOutline.NONE;

    ToolInHand(EditorSession session) {
        this.session = session;
    }

    Optional<Tool> tool() {
        return tool;
    }

    /** Another one, or the same with other settings; no gesture goes on. */
    void take(Tool value) {
        tool = Optional.of(value);
    }

    /** Whether its gesture goes on. */
    boolean isBusy() {
        return tool.map(Tool::isBusy).orElse(false);
    }

    /** What it wants shown while its gesture goes on. */
    ToolEffect.ShowOutline outline() {
        return outline;
    }

    /** @param scale screen pixels per document pixel */
    void hear(ToolEvent event, double scale) {
        if (tool.isPresent()) {
            Tool.Transition transition =
                    tool.get().next(event, new ToolView(session.document(), session.activeLayer(), scale));
            tool = Optional.of(transition.tool());
            transition.effects().forEach(this::run);
        }
    }

    private void run(ToolEffect effect) {
        switch (effect) {
            case ToolEffect.BeginStroke begin -> stroke = Optional.of(LiveStroke.begin(session.document(), begin));
            case ToolEffect.AddDabs(var dabs) ->
                stroke.ifPresent(live -> {
                    IntRect dirty = live.add(dabs);
                    if (!dirty.isEmpty()) {
                        session.show(live.preview().document(), dirty);
                    }
                });
            case ToolEffect.EndStroke(String label) -> {
                Optional<LiveStroke> ended = stroke;
                stroke = Optional.empty();
                ended.ifPresent(live -> session.land(session.document(), label, Optional.empty()));
            }
            case ToolEffect.CancelStroke() -> {
                Optional<LiveStroke> cancelled = stroke;
                stroke = Optional.empty();
                cancelled.ifPresent(
                        live -> session.show(live.before(), DirtyArea.between(session.document(), live.before())));
            }
            case ToolEffect.Apply(Edit edit, String label) -> {
                if (session.apply(edit, label) instanceof EditOutcome.Refused(var reason)) {
                    session.tell(listener -> listener.refused(reason));
                }
            }
            case ToolEffect.ShowEdit(Edit edit, String label) -> session.showEdit(edit, label);
            case ToolEffect.KeepShown() -> session.keepPreview();
            case ToolEffect.ShowOutline corners -> {
                outline = corners;
                session.tell(SessionListener::toolChanged);
            }
            case ToolEffect.PickColour(int argb) -> session.tell(listener -> listener.colourPicked(argb));
            case ToolEffect.Refuse(var reason) -> session.tell(listener -> listener.refused(reason));
        }
    }
}
