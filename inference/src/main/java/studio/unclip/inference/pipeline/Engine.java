package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.model.ImageEncoder;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextEncoder;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.text.Tokens;

/** What every run shares: the pack's contents, its loaded models, and the two CLIP towers. Model thread only. */
final class Engine implements AutoCloseable {
    private final PackContents contents;
    private final OnnxRuntime runtime;
    private final LoadedModels models;
    private final StepCosts costs = new StepCosts();

    Engine(PackContents contents, OnnxRuntime runtime, LoadedModels models) {
        this.contents = contents;
        this.runtime = runtime;
        this.models = models;
    }

    PackContents contents() {
        return contents;
    }

    EmbeddingGeometry geometry() {
        return contents.geometry();
    }

    LoadedModels models() {
        return models;
    }

    StepCosts costs() {
        return costs;
    }

    TensorScope newScope(String name) {
        return runtime.newScope(name);
    }

    /** z_t and the states of a caption. */
    TextFeatures encodeText(String text, boolean staged, CancelSignal cancel) throws PackException {
        Tokens tokens = contents.tokenizer().encode(text);
        try (TensorScope scope = newScope(Roles.TEXT_ENCODER)) {
            return new TextEncoder(models.get(Roles.TEXT_ENCODER, staged), scope)
                    .encode(tokens.ids(), tokens.mask(), cancel);
        }
    }

    /** z_i of each picture. */
    List<float[]> encodePictures(List<Picture> pictures, boolean staged, CancelSignal cancel) throws PackException {
        List<float[]> embeddings = new ArrayList<>();
        try (TensorScope scope = newScope(Roles.IMAGE_ENCODER)) {
            ImageEncoder encoder = new ImageEncoder(models.get(Roles.IMAGE_ENCODER, staged), scope);
            for (Picture picture : pictures) {
                float[] pixels = contents.clipView().of(picture.toRgba(), picture.width(), picture.height());
                embeddings.add(encoder.encode(pixels, cancel));
            }
        }
        return embeddings;
    }

    /** CLIP similarity of a picture with a caption's z_t; empty where the pack has no image tower. */
    OptionalDouble score(Picture picture, float[] textEmbedding, boolean staged, CancelSignal cancel)
            throws PackException {
        if (!canRank()) {
            return OptionalDouble.empty();
        }
        float[] z = encodePictures(List.of(picture), staged, cancel).getFirst();
        return OptionalDouble.of(Embeddings.cosine(z, textEmbedding));
    }

    boolean canRank() {
        return contents.manifest().component(Roles.IMAGE_ENCODER).isPresent();
    }

    @Override
    public void close() {
        models.close();
    }
}
