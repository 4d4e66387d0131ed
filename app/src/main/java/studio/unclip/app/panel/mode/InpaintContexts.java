package studio.unclip.app.panel.mode;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.Masking;
import studio.unclip.app.edit.PaintMode;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Sampling;

/**
 * What the model would be shown around the mask: found by planning the request, which runs nothing. Follows the history,
 * not every dab. Window thread.
 */
final class InpaintContexts {
    /** Stands for any prompt: what is shown depends on whether there is one. */
    private static final String WORDS = "anything";

    private final Workspace workspace;
    private final ObservableValue<EngineState> engine;
    private final InpaintForm form;
    private final Executor later;
    private final Executor windowThread;
    private final ReadOnlyObjectWrapper<List<IntRect>> squares =
            new ReadOnlyObjectWrapper<>(this, "squares", List.of());

    /** What was last looked at: a mask that has not changed is not looked at again. */
    private Optional<Asked> asked = Optional.empty();

    private record Asked(EngineState engine, PaintMode how, Document document) {
        /** A picture may be painted on: only its size and the mask decide. */
        boolean isLike(Asked other) {
            return engine.equals(other.engine)
                    && how == other.how
                    && document.size().equals(other.document.size())
                    && document.mask().equals(other.document.mask());
        }
    }

    /** @param later runs a task elsewhere, after a pause */
    InpaintContexts(
            Workspace workspace,
            ObservableValue<EngineState> engine,
            InpaintForm form,
            Executor later,
            Executor windowThread) {
        this.workspace = workspace;
        this.engine = engine;
        this.form = form;
        this.later = later;
        this.windowThread = windowThread;
        workspace.addListener(new SessionListener() {
            @Override
            public void historyChanged() {
                look();
            }
        });
        form.how().addListener((_, _, _) -> look());
        engine.addListener((_, _, _) -> look());
        look();
    }

    /** Document pixels; empty while nothing is masked, nobody can tell, or all of the picture is shown. */
    ReadOnlyObjectProperty<List<IntRect>> squares() {
        return squares.getReadOnlyProperty();
    }

    private void look() {
        Asked now = new Asked(
                engine.getValue(), form.how().get(), workspace.document().get());
        if (asked.filter(now::isLike).isPresent()) {
            return;
        }
        asked = Optional.of(now);
        if (!(now.engine() instanceof EngineState.Ready(ImageGenerator generator))
                || form.masked().get().isEmpty()) {
            squares.set(List.of());
            return;
        }
        later.execute(() -> {
            List<IntRect> found = found(generator, now);
            windowThread.execute(() -> {
                if (asked.filter(now::equals).isPresent()) {
                    squares.set(found);
                }
            });
        });
    }

    private static List<IntRect> found(ImageGenerator generator, Asked asked) {
        Document document = asked.document();
        MaskMap repaint = InpaintForm.repaint(document, asked.how());
        Mask mask = Masking.toEngine(repaint, document.size());
        try {
            ImageRequest request = new ImageRequest.Inpaint(
                    new DocumentPicture(document),
                    mask,
                    asked.how().intent(),
                    asked.how() == PaintMode.REMOVE ? "" : WORDS,
                    asked.how().likeness(),
                    Optional.empty(),
                    Sampling.of(0));
            return generator.plan(request).paintedViews().stream()
                    .map(view -> new IntRect(view.x(), view.y(), view.width(), view.height()))
                    .filter(view -> !view.contains(document.bounds()))
                    .toList();
        } catch (InvalidRequestException e) {
            return List.of();
        }
    }
}
