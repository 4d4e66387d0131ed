package studio.unclip.app.panel.prompt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.unclip.app.control.NumberEntry;
import studio.unclip.app.generate.EngineState;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

/** What a person asks for: the prompt, checked against what the pack knows, and every setting. Window thread. */
public final class PromptViewModel {
    private static final int SUGGESTIONS = 6;

    /** A change of the prompt's text, for whoever can take it back. */
    public record Replacement(int start, int end, String by) {}

    private final ObservableValue<EngineState> engine;
    private final LongSupplier randomSeeds;
    private final Executor checks;
    private final Executor windowThread;

    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final SeedViewModel seed;
    private final IntegerProperty candidates = new SimpleIntegerProperty(this, "candidates", 4);
    private final ObjectProperty<Conditioning> conditioning =
            new SimpleObjectProperty<>(this, "conditioning", Conditioning.DIFFUSION_PRIOR);
    private final ObservableList<Conditioning> conditionings = FXCollections.observableArrayList();
    private final ObservableList<StageViewModel> stages = FXCollections.observableArrayList();
    private final ObservableList<PromptCheck.UnknownWord> unknownWords = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper unknownCount = new ReadOnlyIntegerWrapper(this, "unknownCount");
    private final ReadOnlyStringWrapper wordsNotRead = new ReadOnlyStringWrapper(this, "wordsNotRead", "");
    private final ObservableList<String> suggestions = FXCollections.observableArrayList();
    private final ObjectProperty<Quality> quality = new SimpleObjectProperty<>(this, "quality", Quality.NORMAL);
    private final BooleanBinding ready;

    /** Counts texts, so that a slow check of an older one is dropped. */
    private long revision;

    /**
     * @param engine where the engine stands
     * @param randomSeeds draws seeds, 0 to 2^32 - 1
     * @param checks runs checks of the prompt, after a pause in the typing
     * @param windowThread where this model lives
     */
    public PromptViewModel(
            ObservableValue<EngineState> engine, LongSupplier randomSeeds, Executor checks, Executor windowThread) {
        this.engine = engine;
        this.randomSeeds = randomSeeds;
        this.checks = checks;
        this.windowThread = windowThread;
        this.seed = new SeedViewModel(randomSeeds);
        this.ready = Bindings.createBooleanBinding(
                () -> engine.getValue() instanceof EngineState.Ready
                        && seed.valid().get(),
                engine,
                seed.valid());
        text.addListener((_, _, _) -> check());
        engine.addListener((_, _, _) -> engineChanged());
        engineChanged();
    }

    /** What to draw. */
    public StringProperty text() {
        return text;
    }

    public SeedViewModel seed() {
        return seed;
    }

    /** How many pictures, 1 to {@link ImageRequest#MAX_CANDIDATES}. */
    public IntegerProperty candidates() {
        return candidates;
    }

    /** What stands for the image embedding. */
    public ObjectProperty<Conditioning> conditioning() {
        return conditioning;
    }

    /** What the pack offers for {@link #conditioning()}. */
    public ObservableList<Conditioning> conditionings() {
        return conditionings;
    }

    /** The stages of the pack in running order; empty until one is open. */
    public ObservableList<StageViewModel> stages() {
        return stages;
    }

    /** Words of the prompt that the pack was never shown. */
    public ObservableList<PromptCheck.UnknownWord> unknownWords() {
        return unknownWords;
    }

    /** How many words the pack was never shown; more than {@link #unknownWords()} names in a long prompt. */
    public ReadOnlyIntegerProperty unknownCount() {
        return unknownCount.getReadOnlyProperty();
    }

    /** The end of the prompt that does not fit the text encoder; mostly empty. */
    public ReadOnlyStringProperty wordsNotRead() {
        return wordsNotRead.getReadOnlyProperty();
    }

    /** Prompts the pack can draw, to begin with. */
    public ObservableList<String> suggestions() {
        return suggestions;
    }

    /** Where the engine stands. */
    public ObservableValue<EngineState> engine() {
        return engine;
    }

    /** Whether there is an engine to ask, and nothing in the settings that cannot be taken. */
    public BooleanBinding ready() {
        return ready;
    }

    /** How much time a picture may take. */
    public ObjectProperty<Quality> quality() {
        return quality;
    }

    /**
     * Where a known word takes the place of an unknown one; empty if the text has changed since.
     *
     * @param unknown from {@link #unknownWords()}
     * @param known to write instead
     */
    public Optional<Replacement> replacement(PromptCheck.UnknownWord unknown, String known) {
        int end = unknown.start() + unknown.word().length();
        String now = text.get();
        return end <= now.length() && now.substring(unknown.start(), end).equals(unknown.word())
                ? Optional.of(new Replacement(unknown.start(), end, known))
                : Optional.empty();
    }

    /** Sets quality, steps, guidance and conditioning back to the pack's defaults. */
    public void resetSettings() {
        stages.forEach(StageViewModel::reset);
        quality.set(Quality.NORMAL);
        conditioning.set(Conditioning.DIFFUSION_PRIOR);
    }

    /** Draws other suggestions. */
    public void suggestOthers() {
        if (engine.getValue() instanceof EngineState.Ready(ImageGenerator generator)) {
            suggest(generator);
        }
    }

    /** How the next run samples; draws the seed if none is kept. Only when {@link #ready()}. */
    public Sampling sampling() {
        stages.stream().flatMap(StageViewModel::entries).forEach(NumberEntry::settle);
        Map<String, StageSettings> chosen = new TreeMap<>();
        stages.forEach(stage -> stage.chosen(quality.get()).ifPresent(settings -> chosen.put(stage.name(), settings)));
        return new Sampling(seed.next(), candidates.get(), chosen, NoiseOrder.STREAM_PER_STAGE);
    }

    /** Samples as a picture was sampled: its seed is kept, its settings are written into the fields. */
    public void use(Sampling sampling) {
        resetSettings();
        seed.keep(sampling.seed());
        candidates.set(sampling.candidates());
        stages.forEach(stage ->
                Optional.ofNullable(sampling.stages().get(stage.name())).ifPresent(stage::use));
    }

    private void engineChanged() {
        if (engine.getValue() instanceof EngineState.Ready(ImageGenerator generator)) {
            PackInfo pack = generator.pack();
            candidates.set(pack.defaultCandidates());
            stages.setAll(pack.stages().stream().map(StageViewModel::new).toList());
            offer(generator);
            suggest(generator);
        } else {
            stages.clear();
            suggestions.clear();
        }
        check();
    }

    private static boolean isPossible(ImageGenerator generator, Conditioning conditioning) {
        try {
            generator.plan(new ImageRequest.Generate(
                    "any", conditioning, new Sampling(0, 1, Map.of(), NoiseOrder.STREAM_PER_STAGE)));
            return true;
        } catch (InvalidRequestException e) {
            return false;
        }
    }

    /** Plans take longer than a pulse the first time: they are made beside the window. */
    private void offer(ImageGenerator generator) {
        checks.execute(() -> {
            List<Conditioning> possible = Stream.of(Conditioning.values())
                    .filter(one -> isPossible(generator, one))
                    .toList();
            windowThread.execute(() -> {
                Conditioning chosen = conditioning.get();
                conditionings.setAll(possible);
                conditioning.set(possible.contains(chosen) ? chosen : Conditioning.DIFFUSION_PRIOR);
            });
        });
    }

    private void suggest(ImageGenerator generator) {
        Random random = new Random(randomSeeds.getAsLong());
        checks.execute(() -> {
            List<String> prompts = Suggestions.of(
                    generator.pack().concepts(),
                    prompt -> generator.check(prompt).unknown().isEmpty(),
                    SUGGESTIONS,
                    random);
            windowThread.execute(() -> suggestions.setAll(prompts));
        });
    }

    private void check() {
        long now = ++revision;
        if (!(engine.getValue() instanceof EngineState.Ready(ImageGenerator generator))
                || text.get().isBlank()) {
            show(List.of(), 0, List.of());
            return;
        }
        String prompt = text.get();
        checks.execute(() -> {
            PromptCheck answer = generator.check(prompt);
            windowThread.execute(() -> {
                if (now == revision) {
                    show(answer.unknown(), answer.unknownCount(), answer.cut());
                }
            });
        });
    }

    private void show(List<PromptCheck.UnknownWord> unknown, int count, List<String> cut) {
        unknownCount.set(count);
        if (!unknownWords.equals(unknown)) {
            unknownWords.setAll(unknown);
        }
        wordsNotRead.set(String.join(" ", cut));
    }
}
