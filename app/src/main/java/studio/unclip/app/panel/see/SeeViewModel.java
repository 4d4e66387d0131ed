package studio.unclip.app.panel.see;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.edit.SmallPicture;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;

/**
 * Looks at the canvas, or at what is selected of it, when a person asks, and remembers what was seen of every state.
 * Window thread; pictures are made ready and looked at elsewhere.
 */
public final class SeeViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(SeeViewModel.class);
    private static final int CAPTIONS = 3;

    /** So many looks are remembered. */
    private static final int MOST = 64;

    /**
     * What was looked at.
     *
     * @param other a second state it is compared with; empty: none
     * @param area of the document
     */
    private record Subject(Revision state, Optional<Revision> other, IntRect area) {}

    /** Two states to be told apart. */
    private record Compared(Revision before, Document old, Revision after, Document changed, String words) {}

    /** Pixels a side of what is looked at: above what any CLIP tower reads, so that it shrinks the last part itself. */
    private static final int SIDE = 1024;

    private final Workspace workspace;
    private final ObservableValue<EngineState> engine;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<String> problems;
    private final ReadOnlyObjectWrapper<SeeState> state =
            new ReadOnlyObjectWrapper<>(this, "state", new SeeState.Unasked());
    private final ReadOnlyBooleanWrapper selection = new ReadOnlyBooleanWrapper(this, "selection");
    private final ReadOnlyObjectWrapper<Optional<String>> comparison =
            new ReadOnlyObjectWrapper<>(this, "comparison", Optional.empty());
    private final BooleanBinding possible;
    private final Map<Subject, SeeState> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, SeeState> eldest) {
            return size() > MOST;
        }
    };
    private Optional<Compared> compared = Optional.empty();

    /** What runs; another one makes its last words worthless. */
    private long asked;

    private Optional<Subject> looking = Optional.empty();
    private Optional<Job> job = Optional.empty();

    /**
     * @param workspace whose document is looked at
     * @param engine who looks
     * @param background makes pictures ready
     * @param windowThread where this lives
     * @param problems is told, in one line, that the device failed or memory ran out
     */
    public SeeViewModel(
            Workspace workspace,
            ObservableValue<EngineState> engine,
            Executor background,
            Executor windowThread,
            Consumer<String> problems) {
        this.workspace = workspace;
        this.engine = engine;
        this.background = background;
        this.windowThread = windowThread;
        this.problems = problems;
        this.possible = Bindings.createBooleanBinding(
                () -> engine.getValue() instanceof EngineState.Ready
                        && !workspace.empty().get()
                        && !(state.get() instanceof SeeState.Looking),
                engine,
                workspace.empty(),
                state);
        workspace.addListener(new SessionListener() {
            @Override
            public void historyChanged() {
                follow();
            }
        });
        follow();
    }

    /** Of the canvas as it is now. */
    public ReadOnlyObjectProperty<SeeState> state() {
        return state.getReadOnlyProperty();
    }

    /** Whether it is what is selected that would be looked at. */
    public ReadOnlyBooleanProperty selection() {
        return selection.getReadOnlyProperty();
    }

    /** The two states that are compared, in words; empty: none are. */
    public ReadOnlyObjectProperty<Optional<String>> comparison() {
        return comparison.getReadOnlyProperty();
    }

    /** Whether a look can be had: there is a picture, an engine, and none is being had. */
    public BooleanBinding possible() {
        return possible;
    }

    /** These two states are compared; {@link #lookAtChange} says what changed. */
    public void compare(HistoryEntry before, HistoryEntry after) {
        compared = Optional.of(new Compared(
                workspace.revision(before.id()),
                before.document(),
                workspace.revision(after.id()),
                after.document(),
                "“" + before.label() + "” → “" + after.label() + "”"));
        follow();
    }

    /** No two states are compared any more. */
    public void endComparison() {
        compared = Optional.empty();
        follow();
    }

    /** Looks at the canvas, or at what is selected of it. */
    public void look() {
        if (possible.get()) {
            Document document = workspace.document().get();
            IntRect area = area(document);
            begin(subject(), () -> new AnalysisRequest.See(SmallPicture.of(document, area, SIDE), Optional.empty()));
        }
    }

    /** Looks at both compared states. */
    public void lookAtChange() {
        if (possible.get() && compared.isPresent()) {
            Compared two = compared.get();
            begin(
                    subject(two),
                    () -> new AnalysisRequest.SeeChange(
                            SmallPicture.of(two.old(), two.old().bounds(), SIDE),
                            SmallPicture.of(two.changed(), two.changed().bounds(), SIDE)));
        }
    }

    /** Gives the look up. */
    public void cancel() {
        asked++;
        job.ifPresent(Job::cancel);
        job = Optional.empty();
        looking = Optional.empty();
        follow();
    }

    private static Subject subject(Compared two) {
        return new Subject(two.before(), Optional.of(two.after()), two.old().bounds());
    }

    private Subject subject() {
        return new Subject(
                workspace.revision(),
                Optional.empty(),
                area(workspace.document().get()));
    }

    /** What is selected, else all. */
    private static IntRect area(Document document) {
        if (document.selection().isAll()) {
            return document.bounds();
        }
        IntRect selected = document.selection().coverage().boundsWithin(document.bounds());
        return selected.isEmpty() ? document.bounds() : selected;
    }

    private void follow() {
        if (compared.filter(two ->
                        !two.before().session().equals(workspace.revision().session()))
                .isPresent()) {
            // They were another document's.
            compared = Optional.empty();
        }
        selection.set(!area(workspace.document().get())
                .equals(workspace.document().get().bounds()));
        comparison.set(compared.map(Compared::words));
        Subject now = compared.map(SeeViewModel::subject).orElseGet(this::subject);
        state.set(looking.isPresent() ? new SeeState.Looking() : remembered.getOrDefault(now, new SeeState.Unasked()));
    }

    private void begin(Subject subject, Supplier<AnalysisRequest> pictures) {
        if (!(engine.getValue() instanceof EngineState.Ready(ImageGenerator generator))) {
            return;
        }
        long turn = ++asked;
        looking = Optional.of(subject);
        follow();
        background.execute(() -> {
            try {
                AnalysisRequest request = pictures.get();
                windowThread.execute(() -> submit(turn, generator, request, Optional.empty()));
            } catch (InvalidRequestException e) {
                windowThread.execute(() -> end(turn, new SeeState.Failed(e.getMessage())));
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.error("a picture was not made ready to be looked at", e);
                windowThread.execute(() -> end(
                        turn,
                        new SeeState.Failed(
                                "The picture was not looked at: there is not enough memory, or a fault of the"
                                        + " program. The log has the details.")));
            }
        });
    }

    /** @param before what was seen already, to which captions are added */
    private void submit(long turn, ImageGenerator generator, AnalysisRequest request, Optional<Sight> before) {
        if (turn != asked) {
            return;
        }
        try {
            job = Optional.of(generator.analyse(
                    request, event -> windowThread.execute(() -> hear(turn, generator, request, before, event))));
        } catch (InvalidRequestException e) {
            // Without a captioner the words are all there is.
            end(turn, before.<SeeState>map(SeeState.Seen::new).orElseGet(() -> new SeeState.Failed(e.getMessage())));
        } catch (GeneratorClosedException e) {
            end(turn, new SeeState.Failed("The pack is closed. Start the studio again."));
        }
    }

    private void hear(
            long turn, ImageGenerator generator, AnalysisRequest request, Optional<Sight> before, JobEvent event) {
        if (event instanceof JobEvent.Setback setback) {
            // Concerns every job from now on, also where the answer is not wanted any more.
            setback.words().ifPresent(problems);
        }
        if (turn != asked) {
            return;
        }
        switch (event) {
            case JobEvent.Analysed analysed -> answered(turn, generator, request, before, analysed.result());
            case JobEvent.Failed failed ->
                end(
                        turn,
                        before.<SeeState>map(SeeState.Seen::new)
                                .orElseGet(() ->
                                        new SeeState.Failed(failed.failure().message())));
            case JobEvent.Cancelled _ -> end(turn, new SeeState.Unasked());
            default -> {
                // A look is short: how far it is would not be read.
            }
        }
    }

    private void answered(
            long turn,
            ImageGenerator generator,
            AnalysisRequest request,
            Optional<Sight> before,
            AnalysisResult result) {
        switch (result) {
            case AnalysisResult.Seen seen -> {
                Sight words = Sight.of(seen.words());
                AnalysisRequest.See looked = (AnalysisRequest.See) request;
                submit(turn, generator, new AnalysisRequest.Describe(looked.picture(), CAPTIONS), Optional.of(words));
            }
            case AnalysisResult.Described described ->
                end(turn, new SeeState.Seen(before.orElseThrow().with(described.captions())));
            case AnalysisResult.Changed changed ->
                end(turn, new SeeState.Seen(new Sight(java.util.List.of(), java.util.List.of(), Optional.of(changed))));
            default -> throw new IllegalStateException("nothing like that was asked: " + result.getClass());
        }
    }

    private void end(long turn, SeeState with) {
        if (turn == asked) {
            looking.ifPresent(subject -> {
                if (!(with instanceof SeeState.Unasked)) {
                    remembered.put(subject, with);
                }
            });
            looking = Optional.empty();
            job = Optional.empty();
            follow();
        }
    }
}
