package studio.unclip.app.panel.mode;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.history.History;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.ImageGenerator;

/**
 * What a person should know before the pack works on the open picture: that it is a photograph, and this pack paints
 * illustrations. Asked once for an opened document, when a mode is chosen that reads it. Window thread; the picture is read
 * on the other one.
 */
final class PictureNote {
    private static final Set<Mode> READING = Set.of(Mode.INPAINT, Mode.EXPAND, Mode.VARY, Mode.REFINE, Mode.TEXT_DIFF);

    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final Workspace workspace;
    private final ObservableValue<Mode> mode;
    private final ObservableValue<EngineState> engine;
    private final Executor background;
    private final Executor windowThread;

    /** Whose history and by whom it was asked last; empty where it is to be asked again. */
    private Optional<Asked> asked = Optional.empty();

    private record Asked(History history, ImageGenerator generator) {
        boolean of(History other, ImageGenerator by) {
            return sameAs(history, other) && sameAs(generator, by);
        }

        @SuppressWarnings("ReferenceEquality") // every opened document has a history of its own
        private static boolean sameAs(Object a, Object b) {
            return a == b;
        }
    }

    PictureNote(
            Workspace workspace,
            ObservableValue<Mode> mode,
            ObservableValue<EngineState> engine,
            Executor background,
            Executor windowThread) {
        this.workspace = workspace;
        this.mode = mode;
        this.engine = engine;
        this.background = background;
        this.windowThread = windowThread;
        workspace.addListener(new SessionListener() {
            @Override
            public void historyChanged() {
                look();
            }
        });
        mode.subscribe(_ -> look());
        engine.subscribe(_ -> look());
    }

    /** One sentence; empty where nothing is to be said. */
    ReadOnlyStringProperty text() {
        return note.getReadOnlyProperty();
    }

    private void look() {
        if (!(engine.getValue() instanceof EngineState.Ready(ImageGenerator generator))
                || !READING.contains(mode.getValue())
                || workspace.empty().get()) {
            note.set("");
            asked = Optional.empty();
            return;
        }
        History history = workspace.history();
        if (asked.filter(last -> last.of(history, generator)).isPresent()) {
            return;
        }
        Asked now = new Asked(history, generator);
        asked = Optional.of(now);
        note.set("");
        DocumentPicture picture = new DocumentPicture(workspace.document().get());
        background.execute(() -> {
            String said = generator.notice(picture).orElse("");
            windowThread.execute(() -> {
                if (asked.filter(last -> last.of(history, generator)).isPresent()) {
                    note.set(said);
                }
            });
        });
    }
}
