package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.diffusion.NoiseSchedule;
import studio.unclip.inference.diffusion.ScheduleConfig;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.image.Background;
import studio.unclip.inference.image.ClipView;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.model.Decoder;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.pack.EmbeddingSpec;
import studio.unclip.inference.pack.ImageInput;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackGeometry;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Splitter;
import studio.unclip.inference.pack.Stage;
import studio.unclip.inference.pack.TokenizerFile;
import studio.unclip.inference.pack.TokenizerSpec;
import studio.unclip.inference.pack.VocabularyFile;
import studio.unclip.inference.text.ClipTokenizer;
import studio.unclip.inference.text.KnownWords;
import studio.unclip.inference.text.SceneWords;

/** A pack's small parts, read once: tokenizer, words, geometry, schedules. Immutable, thread-safe. */
final class PackContents {
    private final PackManifest manifest;
    private final ClipTokenizer tokenizer;
    private final KnownWords words;
    private final List<String> concepts;
    private final Optional<VocabularyFile> vocabulary;
    private final Optional<Splitting> splitting;
    private final Aspects ground;
    private final Looks looks;
    private final PackGeometry tables;
    private final EmbeddingGeometry geometry;
    private final Map<String, NoiseSchedule> schedules = new HashMap<>();

    private PackContents(Pack pack) throws PackException {
        this.manifest = pack.manifest();
        TokenizerSpec spec = manifest.tokenizer();
        TokenizerFile file = pack.tokenizer();
        this.tokenizer = new ClipTokenizer(
                file.merges(), file.vocab(), spec.contextLength(), spec.startToken(), spec.endToken(), spec.padToken());
        if (manifest.vocabulary().isPresent()) {
            VocabularyFile vocabulary = pack.vocabulary();
            this.concepts = vocabulary.concepts().stream()
                    .map(VocabularyFile.Concept::phrase)
                    .toList();
            this.words = knownWords(vocabulary);
            this.vocabulary = Optional.of(vocabulary);
        } else {
            this.concepts = List.of();
            this.vocabulary = Optional.empty();
            this.words = new KnownWords(Set.of(), List.of(), Map.of());
        }
        this.splitting = manifest.splitter().map(splitter -> new Splitting(splitter, vocabulary, manifest.output()));
        this.tables = pack.geometry();
        this.geometry = new EmbeddingGeometry(
                tables.mean(),
                tables.whiten(),
                tables.unwhiten(),
                tables.pca(),
                tables.textMean(),
                manifest.embedding().textGap() == EmbeddingSpec.TextGap.CENTRED,
                manifest.embedding().unitLength());
        if (!manifest.embedding().unitLength() && !tables.projectors().isEmpty()) {
            throw new IllegalArgumentException(
                    "its geometry tells aspects apart, which takes embeddings of unit length");
        }
        AutoregressiveStage.of(manifest).ifPresent(stage -> checkAutoregressive(stage, tables));
        AutoregressiveStage.dotQuantile(manifest); // refuses what is out of range, now rather than in a job
        PackSections.captionLength(manifest);
        this.looks = Looks.of(manifest);
        // Refuses aspects that the geometry cannot tell, as above.
        manifest.operations()
                .inpaint()
                .ifPresent(inpaint -> Aspects.named(inpaint.thing().around(), tables));
        this.ground = Aspects.named(manifest.splitter().map(Splitter::ground).orElse(List.of()), tables);
        for (Stage stage : manifest.stages()) {
            schedules.put(stage.name(), new NoiseSchedule(ScheduleConfig.of(stage.schedule())));
        }
    }

    /**
     * Reads them.
     *
     * @throws PackException if the pack names something this engine does not know
     */
    static PackContents read(Pack pack) throws PackException {
        try {
            return new PackContents(pack);
        } catch (IllegalArgumentException e) {
            throw PackProblems.unusable(pack.manifest().id(), e);
        }
    }

    PackManifest manifest() {
        return manifest;
    }

    ClipTokenizer tokenizer() {
        return tokenizer;
    }

    KnownWords words() {
        return words;
    }

    /** Whether pictures can be scored against words. */
    boolean canRank() {
        return manifest.component(Roles.IMAGE_ENCODER).isPresent();
    }

    /** Whether the decoder is told the caption beside z_i. */
    boolean readsCaption() {
        String reader = manifest.component(Roles.CONDITIONER).isPresent()
                ? Roles.CONDITIONER
                : EditStages.decoder(manifest).component();
        return Decoder.readsCaption(manifest.component(reader).orElseThrow());
    }

    /** Whether a prompt is for a scene, which fills what is masked, and for no thing in it. */
    boolean namesScene(String prompt) {
        List<String> scenes =
                manifest.operations().inpaint().map(Operations.Inpaint::scenes).orElse(List.of());
        return new SceneWords(
                        new HashSet<>(scenes),
                        vocabulary.map(VocabularyFile::names).orElse(Set.of()))
                .isScene(prompt);
    }

    /** Things the pack can draw. */
    List<String> concepts() {
        return concepts;
    }

    /** The words it was taught, if the pack says. */
    Optional<VocabularyFile> vocabulary() {
        return vocabulary;
    }

    /** The areas that a prompt for two things becomes; none for other prompts, and where the pack says nothing of it. */
    List<Area> split(String prompt) {
        return splitting.map(words -> words.of(prompt)).orElse(List.of());
    }

    /** What the areas of a prompt that was split have in common. */
    Aspects ground() {
        return ground;
    }

    /** In which looks candidates are drawn. */
    Looks looks() {
        return looks;
    }

    /** How soft the border between areas is, as a share of the picture's side. */
    double feather() {
        return manifest.splitter().map(Splitter::feather).orElse(0.0);
    }

    /** Nulls, bucket tables, projectors. */
    PackGeometry tables() {
        return tables;
    }

    EmbeddingGeometry geometry() {
        return geometry;
    }

    NoiseSchedule schedule(String stage) {
        return schedules.get(stage);
    }

    ClipView clipView() {
        ImageInput input = manifest.imageInput();
        return new ClipView(
                input.size(),
                input.mean().stream().mapToDouble(d -> d).toArray(),
                input.std().stream().mapToDouble(d -> d).toArray(),
                Filter.named(input.resample()),
                Background.ofLevels(input.background()));
    }

    private static void checkAutoregressive(Stage stage, PackGeometry tables) {
        int tokens =
                tables.autoregressive().map(buckets -> buckets.components() + 1).orElse(0);
        if (tokens != stage.defaults().steps()) {
            throw new IllegalArgumentException("its autoregressive prior draws "
                    + stage.defaults().steps() + " tokens, but the geometry has buckets for " + tokens);
        }
    }

    private static KnownWords knownWords(VocabularyFile vocabulary) {
        List<String> offered = new ArrayList<>();
        vocabulary.concepts().forEach(c -> offered.add(c.name()));
        vocabulary.concepts().forEach(c -> offered.addAll(c.synonyms()));
        offered.addAll(vocabulary.places());
        offered.addAll(vocabulary.styles());
        vocabulary.words().stream().filter(w -> w.length() > 2).forEach(offered::add);
        Map<String, String> kinds = new HashMap<>();
        vocabulary.concepts().forEach(c -> c.kinds().forEach(kind -> kinds.putIfAbsent(kind, c.name())));
        return new KnownWords(vocabulary.words(), offered, kinds);
    }
}
