package studio.unclip.inference.pipeline;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.EmbeddingSpec;

/**
 * What stays from job to job: the pack's contents, its networks in memory, what steps cost, and the thread that draws
 * noise ahead. Model thread only.
 */
final class Engine implements AutoCloseable {
    private final PackContents contents;
    private final DeviceInUse device;
    private final LoadedModels models;
    private final StepCosts costs = new StepCosts();
    private final DiffMemory diffs = new DiffMemory();
    private Optional<WordsSeen> words = Optional.empty();
    private Optional<TextFeatures> emptyCaption = Optional.empty();
    private final ExecutorService noiseThread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("unclip-noise").daemon().factory());

    Engine(PackContents contents, DeviceInUse device, ModelSource source) {
        this.contents = contents;
        this.device = device;
        this.models = new LoadedModels(contents.manifest(), source);
    }

    PackContents contents() {
        return contents;
    }

    EmbeddingGeometry geometry() {
        return contents.geometry();
    }

    DeviceInUse device() {
        return device;
    }

    LoadedModels models() {
        return models;
    }

    DiffMemory diffs() {
        return diffs;
    }

    StepCosts costs() {
        return costs;
    }

    ExecutorService noiseThread() {
        return noiseThread;
    }

    /** The vocabulary as CLIP reads it, once it has been read. */
    Optional<WordsSeen> words() {
        return words;
    }

    void keep(WordsSeen read) {
        words = Optional.of(read);
    }

    /** Whether no text is read as the caption "", which has not been read yet. */
    boolean wantsEmptyCaption() {
        return emptyCaption.isEmpty() && contents.manifest().embedding().noText() == EmbeddingSpec.NoText.CAPTION;
    }

    void keepEmptyCaption(TextFeatures read) {
        emptyCaption = Optional.of(read);
    }

    /**
     * No text, as the pack's networks were taught it: a learned null, or the caption "".
     *
     * @param learned the null, [E]
     * @param like any caption that {@link TextEmbeddings} has read, for the sizes
     */
    TextFeatures noText(float[] learned, TextFeatures like) {
        return emptyCaption.orElseGet(() -> TextFeatures.none(learned, like));
    }

    TensorScope newScope(String name) {
        return device.runtime().newScope(name);
    }

    boolean canRank() {
        return contents.canRank();
    }

    @Override
    public void close() {
        noiseThread.shutdown();
        models.close();
    }
}
