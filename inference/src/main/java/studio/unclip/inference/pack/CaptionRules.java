package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the engine asks of the tensors that carry a caption: from the text encoder to the networks that read it, some of
 * them through {@code prior-text}. Each takes captions padded to the context's length, or each at its own.
 */
final class CaptionRules {
    private static final String TEXT_ENCODER = "text-encoder";
    private static final String PRIOR_TEXT = "prior-text";
    private static final String CONDITIONER = "conditioner";
    private static final String IMAGE = "image-embedding";
    private static final String EMBEDDING = "text-embedding";
    private static final String STATES = "text-states";
    private static final String MASK = "text-mask";
    private static final String MEMORY = "memory-";

    private final TensorRules rules;
    private final PackManifest manifest;
    private final Axis embedding;
    private final Axis context;

    CaptionRules(TensorRules rules, PackManifest manifest) {
        this.rules = rules;
        this.manifest = manifest;
        this.embedding = Axis.of(manifest.embedding().dimension());
        this.context = Axis.of(manifest.tokenizer().contextLength());
    }

    void textEncoder() throws PackException {
        Axis words = encodesAnyLength() ? Axis.LENGTH : context;
        rules.check(
                TEXT_ENCODER,
                List.of(
                        Wanted.numbers("tokens", Axis.ROW, words),
                        Wanted.flags("mask", Axis.ROW, words).whereThereIsOne()),
                List.of(
                        Wanted.floats("embedding", Axis.ROW, embedding),
                        Wanted.floats("states", Axis.ROW, words, Axis.FREE)));
    }

    /** The first graphs of prior and decoder, where there are some: all they give must be the other's to read. */
    void firstGraphs() throws PackException {
        if (manifest.component(PRIOR_TEXT).isPresent()) {
            firstGraph(PRIOR_TEXT, text(PRIOR_TEXT), "prior");
        }
        if (manifest.component(CONDITIONER).isPresent()) {
            firstGraph(CONDITIONER, imageAndText(CONDITIONER), "decoder");
        }
    }

    private void firstGraph(String role, List<Wanted> inputs, String second) throws PackException {
        Component reader = rules.component(role);
        List<Wanted> outputs = new ArrayList<>();
        for (TensorSpec tensor : reader.outputs()) {
            JsonAt place = rules.place(role, "outputs");
            if (!tensor.role().startsWith(MEMORY)) {
                throw place.wrong("\"" + tensor.role() + "\" must begin with \"" + MEMORY + "\": the " + second
                        + " reads it by that name");
            }
            if (ofAnyLength(tensor) && !readsAnyLength(reader)) {
                throw place.wrong("\"" + tensor.role() + "\" has an axis \"length\", but no input has");
            }
            outputs.add(like(tensor));
        }
        rules.check(role, inputs, outputs);
    }

    /** The caption, as wide as the text encoder gives it. */
    private List<Wanted> text(String role) throws PackException {
        return text(role, readsAnyLength(rules.component(role)) ? Axis.LENGTH : context);
    }

    /** The same where captions must be padded to the context's length. */
    List<Wanted> paddedText(String role) throws PackException {
        return text(role, context);
    }

    /** What a prior reads: the caption, or what its first graph made of it. */
    List<Wanted> priorReads(String role) throws PackException {
        Optional<List<Wanted>> told = told(PRIOR_TEXT, role);
        return told.isPresent() ? told.get() : text(role);
    }

    /** What a decoder reads: z_i and the caption if it likes, or what its first graph made of them. */
    List<Wanted> decoderReads(String role) throws PackException {
        Optional<List<Wanted>> told = told(CONDITIONER, role);
        return told.isPresent() ? told.get() : imageAndText(role);
    }

    private List<Wanted> imageAndText(String role) throws PackException {
        List<Wanted> all = new ArrayList<>(text(role));
        Component component = rules.component(role);
        if (component.input(STATES).isEmpty() && component.input(MASK).isEmpty()) {
            all.replaceAll(Wanted::whereThereIsOne); // Kandinsky 2.2's decoder is told z_i alone
        }
        all.add(Wanted.floats(IMAGE, Axis.ROWS, embedding));
        return all;
    }

    /** What a network reads of its first graph; empty if the pack has none. */
    private Optional<List<Wanted>> told(String first, String role) throws PackException {
        Optional<Component> reader = manifest.component(first);
        if (reader.isEmpty()) {
            for (TensorSpec tensor : rules.component(role).inputs()) {
                if (tensor.role().startsWith(MEMORY)) {
                    throw rules.place(role, "inputs")
                            .wrong("\"" + tensor.role() + "\" comes from a component \"" + first
                                    + "\", which the pack has not");
                }
            }
            return Optional.empty();
        }
        List<Wanted> inputs = new ArrayList<>();
        for (TensorSpec tensor : reader.get().outputs()) {
            inputs.add(like(tensor));
        }
        reader.get().input(MASK).ifPresent(mask -> inputs.add(like(mask).whereThereIsOne()));
        return Optional.of(inputs);
    }

    private List<Wanted> text(String role, Axis words) throws PackException {
        Component component = rules.component(role);
        boolean anyLength = words.equals(Axis.LENGTH) || encodesAnyLength();
        if (anyLength
                && component.input(STATES).isPresent()
                && component.input(MASK).isEmpty()) {
            throw rules.place(role, "inputs")
                    .wrong("reads \"" + STATES + "\" of captions of any length without \"" + MASK
                            + "\", so it would take padding for words");
        }
        return List.of(
                Wanted.floats(EMBEDDING, Axis.ROWS, embedding),
                Wanted.floats(STATES, Axis.ROWS, words, width()).whereThereIsOne(),
                Wanted.flags(MASK, Axis.ROWS, words).whereThereIsOne());
    }

    private Axis width() {
        Dimension width = rules.component(TEXT_ENCODER)
                .output("states")
                .orElseThrow()
                .shape()
                .get(2);
        return Axis.of(((Dimension.Fixed) width).size());
    }

    private boolean encodesAnyLength() {
        return rules.component(TEXT_ENCODER)
                .input("tokens")
                .filter(CaptionRules::ofAnyLength)
                .isPresent();
    }

    private static boolean readsAnyLength(Component component) {
        return Stream.of(STATES, MASK)
                .flatMap(role -> component.input(role).stream())
                .anyMatch(CaptionRules::ofAnyLength);
    }

    private static boolean ofAnyLength(TensorSpec tensor) {
        return tensor.shape().stream().anyMatch(Axis.LENGTH::admits);
    }

    /** Just such a tensor, for any number of rows. */
    private static Wanted like(TensorSpec tensor) {
        List<Axis> axes = new ArrayList<>();
        for (Dimension dimension : tensor.shape()) {
            axes.add(
                    switch (dimension) {
                        case Dimension.Fixed fixed -> Axis.of(fixed.size());
                        case Dimension.Named named -> Axis.LENGTH.admits(named) ? Axis.LENGTH : Axis.ROWS;
                    });
        }
        if (axes.isEmpty()) {
            axes.add(Axis.ROWS);
        } else {
            axes.set(0, Axis.ROWS);
        }
        return new Wanted(tensor.role(), false, tensor.type(), axes);
    }
}
