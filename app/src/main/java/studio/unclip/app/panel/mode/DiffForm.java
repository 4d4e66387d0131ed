package studio.unclip.app.panel.mode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.Masking;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.generate.Trying;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.DiffWay;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.Sampling;

/**
 * The picture turned from one caption towards another by a slider: small pictures while it is dragged, a strip of them
 * over its whole range, the full picture once it is let go.
 *
 * <p>What the slider works on is the document as it was when it was made ready. The full pictures it leads to are laid in
 * by themselves, each in the place of the last, and the slider goes on from the same picture.
 */
public final class DiffForm implements ModeForm {
    /** Places of the slider of which small pictures are shown: 0, 1/6, … 1. */
    public static final int STRIP = 7;

    /** In which they are made: the ends first. */
    private static final int[] ORDER = {0, 6, 3, 1, 5, 2, 4};

    private final Workspace workspace;
    private final StringBinding missing;
    private final ObservableValue<EngineState> engine;
    private final ObservableValue<String> prompt;
    private final Supplier<Sampling> samplings;
    private final Executor later;
    private final Executor windowThread;
    private final Consumer<String> problems;

    private final StringProperty from = new SimpleStringProperty(this, "from", "");
    private final ReadOnlyStringWrapper captioned = new ReadOnlyStringWrapper(this, "captioned", "");
    private final ObjectProperty<DiffWay> way = new SimpleObjectProperty<>(this, "way", DiffWay.PRIOR);
    private final BooleanProperty insideMask = new SimpleBooleanProperty(this, "insideMask");
    private final DoubleProperty theta = new SimpleDoubleProperty(this, "theta", 0);
    private final ReadOnlyObjectWrapper<Optional<Picture>> shown =
            new ReadOnlyObjectWrapper<>(this, "shown", Optional.empty());
    private final List<ReadOnlyObjectWrapper<Optional<Picture>>> strip = IntStream.range(0, STRIP)
            .mapToObj(i -> new ReadOnlyObjectWrapper<Optional<Picture>>(this, "strip" + i, Optional.empty()))
            .toList();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper(this, "status", "");
    private final BooleanProperty active = new SimpleBooleanProperty(this, "active");

    /** Counts changes of what the slider depends on, so that only the last one is made ready. */
    private long changes;

    private Optional<Slider> slider = Optional.empty();

    /** Whether the slider was moved and the full picture of its place is not there yet. */
    private boolean awaited;

    /** A text diff made ready. */
    private static final class Slider {
        private final ImageRequest.TextDiff request;
        private final Document asked;
        private final Revision askedRevision;
        private final Trying trying = new Trying();
        private Optional<PreparedEdit> edit = Optional.empty();
        private Optional<ImageRequest.TextDiff> prepared = Optional.empty();

        /** Places of the strip that have no picture yet, in the order they are asked for. */
        private final List<Integer> missing = new ArrayList<>();

        /** Whether a small picture was asked for and has not come. */
        private boolean waiting;

        Slider(ImageRequest.TextDiff request, Document asked, Revision askedRevision) {
            this.request = request;
            this.asked = asked;
            this.askedRevision = askedRevision;
            for (int place : ORDER) {
                missing.add(place);
            }
        }
    }

    /**
     * @param prompt what the picture is to become
     * @param samplings how a slider samples: once for each
     * @param later runs a task after a pause in the typing
     * @param problems is told, in one line, that the device failed or memory ran out
     */
    DiffForm(
            Workspace workspace,
            ObservableValue<EngineState> engine,
            ObservableValue<String> prompt,
            Supplier<Sampling> samplings,
            Executor later,
            Executor windowThread,
            Consumer<String> problems) {
        this.workspace = workspace;
        this.engine = engine;
        this.prompt = prompt;
        this.samplings = samplings;
        this.later = later;
        this.windowThread = windowThread;
        this.problems = problems;
        prompt.addListener((_, _, _) -> changed());
        from.addListener((_, _, _) -> changed());
        way.addListener((_, _, _) -> changed());
        insideMask.addListener((_, _, _) -> changed());
        engine.addListener((_, _, _) -> changed());
        active.addListener((_, _, _) -> changed());
        workspace.document().addListener((_, _, _) -> {
            settled();
            changed();
        });
        theta.addListener((_, _, now) -> moved(now.doubleValue()));
        missing = Bindings.createStringBinding(
                () -> {
                    String picture = OnPicture.missing(workspace).get();
                    boolean lacksTravel =
                            picture.isEmpty() && !prompt.getValue().isBlank() && theta.get() == 0;
                    return lacksTravel ? "Drag the slider: left is the picture as it is." : picture;
                },
                workspace.empty(),
                theta,
                prompt);
    }

    /** What the picture shows; empty: the captioner says it. */
    public StringProperty from() {
        return from;
    }

    /** What the captioner said; empty before that. */
    public ReadOnlyStringProperty captioned() {
        return captioned.getReadOnlyProperty();
    }

    public ObjectProperty<DiffWay> way() {
        return way;
    }

    /** Whether only what is masked may change. */
    public BooleanProperty insideMask() {
        return insideMask;
    }

    /** The slider, 0 (the picture) to 1. */
    public DoubleProperty theta() {
        return theta;
    }

    /** The small picture at the slider's place, to be seen over the document; empty where the document is to be seen. */
    public ReadOnlyObjectProperty<Optional<Picture>> shown() {
        return shown.getReadOnlyProperty();
    }

    /** The small picture of a place of the strip, 0 to {@link #STRIP} - 1. */
    public ReadOnlyObjectProperty<Optional<Picture>> strip(int place) {
        return strip.get(place).getReadOnlyProperty();
    }

    /** How things stand, one line; empty while there is nothing to say. */
    public ReadOnlyStringProperty status() {
        return status.getReadOnlyProperty();
    }

    /** Whether the mode is the chosen one: only then anything is made ready. */
    BooleanProperty active() {
        return active;
    }

    /** Whether the slider leads somewhere. */
    public boolean isReady() {
        return slider.flatMap(one -> one.prepared).isPresent();
    }

    /** Both captions in each other's place. */
    public void swap(StringProperty to) {
        String before = from.get().isBlank() ? captioned.get() : from.get();
        from.set(to.get());
        to.set(before);
    }

    private void changed() {
        long now = ++changes;
        later.execute(() -> windowThread.execute(() -> {
            if (now == changes) {
                prepare();
            }
        }));
    }

    private void prepare() {
        if (slider.filter(this::isCurrent).isPresent()) {
            return;
        }
        drop();
        String to = prompt.getValue().strip();
        if (!active.get()
                || to.isEmpty()
                || workspace.empty().get()
                || !(engine.getValue() instanceof EngineState.Ready(ImageGenerator generator))) {
            return;
        }
        try {
            ImageRequest.TextDiff request = request(workspace.document().get(), to, samplings.get());
            Slider next = new Slider(request, workspace.document().get(), workspace.revision());
            slider = Optional.of(next);
            status.set("Looking at the picture…");
            next.edit = Optional.of(generator.prepare(request, event -> windowThread.execute(() -> hear(next, event))));
        } catch (InvalidRequestException e) {
            slider = Optional.empty();
            status.set(e.getMessage());
        } catch (IllegalStateException e) {
            slider = Optional.empty();
            status.set("The pack is closed. Start the studio again.");
        }
    }

    /** Whether the slider still means what is on the canvas and in the fields. */
    private boolean isCurrent(Slider one) {
        Revision now = workspace.revision();
        boolean same = now.equals(one.askedRevision) || one.trying.has(now);
        return active.get()
                && same
                && one.request.to().equals(prompt.getValue().strip())
                && one.request.from().equals(from.get().strip())
                && one.request.way() == way.get()
                && one.request.mask().isPresent() == masks(one.asked).isPresent();
    }

    private ImageRequest.TextDiff request(Document document, String to, Sampling sampling) {
        Sampling once = sampling.one(sampling.seed(), sampling.stages());
        return new ImageRequest.TextDiff(
                new DocumentPicture(document), from.get().strip(), to, way.get(), 1, masks(document), once);
    }

    private Optional<Mask> masks(Document document) {
        return Optional.of(Masking.toEngine(document.mask().coverage(), document.size()))
                .filter(mask -> insideMask.get() && mask.area().isPresent());
    }

    private void drop() {
        slider.flatMap(one -> one.edit).ifPresent(PreparedEdit::close);
        slider = Optional.empty();
        shown.set(Optional.empty());
        strip.forEach(one -> one.set(Optional.empty()));
        captioned.set("");
        status.set("");
        theta.set(0);
    }

    private void hear(Slider from, EditEvent event) {
        if (event instanceof EditEvent.Setback setback) {
            // Concerns every job from now on, also where this slider is not wanted any more.
            setback.what().words().ifPresent(problems);
        }
        if (slider.filter(from::equals).isEmpty()) {
            return;
        }
        switch (event) {
            case EditEvent.Prepared(ImageRequest.TextDiff request) -> {
                from.prepared = Optional.of(request);
                captioned.set(request.from());
                status.set("");
                next(from);
            }
            case EditEvent.Preview(double at, Picture picture) -> {
                from.waiting = false;
                int place = (int) Math.round(at * (STRIP - 1));
                if (Math.abs(place - at * (STRIP - 1)) < 1e-9) {
                    strip.get(place).set(Optional.of(picture));
                    from.missing.remove(Integer.valueOf(place));
                }
                if (awaited && at > 0 && Math.abs(at - theta.get()) < 1e-9) {
                    shown.set(Optional.of(picture));
                }
                next(from);
            }
            case EditEvent.Setback _ -> {
                // The previews come all the same.
            }
            case EditEvent.Failed(var failure) -> {
                from.waiting = false;
                status.set(failure.message());
            }
        }
    }

    private void next(Slider one) {
        if (one.waiting || one.prepared.isEmpty() || one.missing.isEmpty()) {
            return;
        }
        preview(one, one.missing.getFirst() / (STRIP - 1.0));
    }

    private void preview(Slider one, double at) {
        one.waiting = true;
        try {
            one.edit.orElseThrow().preview(at);
        } catch (GeneratorClosedException e) {
            // The window closes, or another pack comes: the slider ends with it.
            slider = Optional.empty();
            status.set(e.getMessage());
        }
    }

    private void moved(double now) {
        slider.filter(one -> one.prepared.isPresent()).ifPresent(one -> {
            awaited = true;
            int nearest = (int) Math.round(now * (STRIP - 1));
            if (now > 0) {
                strip.get(nearest).get().ifPresent(picture -> shown.set(Optional.of(picture)));
                preview(one, now);
            } else {
                shown.set(Optional.empty());
            }
        });
    }

    /** The full picture is there, or none is awaited any more. */
    public void settled() {
        awaited = false;
        shown.set(Optional.empty());
    }

    /** Goes back to the picture the slider works on; whether there was a way back. */
    public boolean back() {
        return slider.filter(one -> one.trying.has(workspace.revision()))
                .map(one -> workspace.goTo(one.askedRevision))
                .orElse(false);
    }

    @Override
    public Mode mode() {
        return Mode.TEXT_DIFF;
    }

    @Override
    public ObservableValue<PromptUse> promptUse() {
        return new SimpleObjectProperty<>(PromptUse.NEEDED);
    }

    @Override
    public ObservableValue<String> question() {
        return new SimpleStringProperty("What is it to become? For example: a lion");
    }

    @Override
    public ObservableValue<String> missing() {
        return missing;
    }

    @Override
    public Ask ask(String to, Supplier<Sampling> sampling) {
        Optional<Slider> ready = slider.filter(this::isCurrent);
        ImageRequest.TextDiff request = ready.flatMap(one -> one.prepared)
                .or(() -> ready.map(one -> one.request))
                .orElseGet(() -> request(workspace.document().get(), to, sampling.get()))
                .at(theta.get());
        return new Ask(
                Mode.TEXT_DIFF,
                request,
                new Destination.NewLayer(),
                String.format(Locale.ROOT, "%s (%.0f %%)", to, theta.get() * 100),
                Optional.of(ready.map(one -> one.trying).orElseGet(Trying::new)));
    }
}
