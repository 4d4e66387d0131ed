package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextEncoder;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.text.Tokens;

/** Reads captions by CLIP's text tower: z_t and states. Model thread. */
final class TextEmbeddings {
    private final JobContext job;

    TextEmbeddings(JobContext job) {
        this.job = job;
    }

    /** No caption, as the decoder reads it. */
    TextFeatures none() throws PackException {
        return Cascade.noText(job, of(""));
    }

    /** One caption. */
    TextFeatures of(String caption) throws PackException {
        return of(List.of(caption), nanos -> {}).getFirst();
    }

    /**
     * Each caption, in order.
     *
     * @param read told after each, with the nanoseconds it took
     */
    List<TextFeatures> of(List<String> captions, LongConsumer read) throws PackException {
        List<TextFeatures> features = new ArrayList<>();
        try (LoadedModels.Lease lease = job.models().lease(Roles.TEXT_ENCODER);
                TensorScope scope = job.engine().newScope(Roles.TEXT_ENCODER)) {
            TextEncoder encoder = new TextEncoder(lease.model(), scope);
            for (String caption : captions) {
                long begun = System.nanoTime();
                features.add(read(encoder, caption));
                read.accept(System.nanoTime() - begun);
            }
            if (job.engine().wantsEmptyCaption()) {
                job.engine().keepEmptyCaption(read(encoder, ""));
            }
        }
        return features;
    }

    private TextFeatures read(TextEncoder encoder, String caption) {
        Tokens tokens = job.engine().contents().tokenizer().encode(caption);
        TextFeatures read = encoder.encode(tokens.ids(), tokens.mask(), job.cancel());
        NotFiniteException.require(read.embedding(), Roles.TEXT_ENCODER);
        NotFiniteException.require(read.states(), Roles.TEXT_ENCODER);
        return read;
    }
}
