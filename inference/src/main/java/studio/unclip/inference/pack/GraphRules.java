package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import studio.unclip.inference.diffusion.ScheduleConfig;

/**
 * What the engine asks of the networks' tensors: which there are, of what type, and that their sizes agree with the
 * stages, the embedding, the tokenizer and each other. So a pack that cannot run is refused when it is opened, the
 * component and the tensor named, and not in the middle of a job.
 */
final class GraphRules {
    private static final int RGB = 3;

    private final JsonAt at;
    private final PackManifest manifest;
    private final Axis embedding;
    private final Axis context;

    GraphRules(JsonAt at, PackManifest manifest) {
        this.at = at;
        this.manifest = manifest;
        this.embedding = Axis.of(manifest.embedding().dimension());
        this.context = Axis.of(manifest.tokenizer().contextLength());
    }

    /** @param schedules of the stages, in their order */
    void check(List<ScheduleConfig> schedules) throws PackException {
        textEncoder();
        if (manifest.component("image-encoder").isPresent()) {
            imageEncoder();
        }
        if (manifest.component("prior-autoregressive").isPresent()) {
            autoregressivePrior();
        }
        if (manifest.component("captioner").isPresent()) {
            captioner();
        }
        for (int i = 0; i < schedules.size(); i++) {
            Stage stage = manifest.stages().get(i);
            boolean learned = schedules.get(i).variance() == ScheduleConfig.Variance.LEARNED_RANGE
                    && (stage.samplers().contains("unclip") || stage.samplers().contains("ddpm"));
            if (stage.size().isEmpty()) {
                prior(stage, learned);
            } else if (stage.lowResolution().isEmpty()) {
                decoder(stage, learned);
            } else {
                upsampler(stage, learned);
            }
        }
    }

    private void textEncoder() throws PackException {
        check(
                "text-encoder",
                List.of(
                        Wanted.numbers("tokens", Axis.ROW, context),
                        Wanted.flags("mask", Axis.ROW, context).whereThereIsOne()),
                List.of(
                        Wanted.floats("embedding", Axis.ROW, embedding),
                        Wanted.floats("states", Axis.ROW, context, Axis.FREE)));
    }

    private void imageEncoder() throws PackException {
        Axis side = Axis.of(manifest.imageInput().size());
        check(
                "image-encoder",
                List.of(Wanted.floats("pixels", Axis.ROW, Axis.of(RGB), side, side)),
                List.of(Wanted.floats("embedding", Axis.ROW, embedding)));
    }

    private void autoregressivePrior() throws PackException {
        List<Wanted> inputs = new ArrayList<>(text());
        inputs.add(Wanted.numbers("tokens", Axis.ROWS, Axis.LENGTH));
        check("prior-autoregressive", inputs, List.of(Wanted.floats("logits", Axis.ROWS, Axis.LENGTH, Axis.FREE)));
    }

    private void captioner() throws PackException {
        check(
                "captioner",
                List.of(
                        Wanted.floats("image-embedding", Axis.ROWS, embedding),
                        Wanted.numbers("tokens", Axis.ROWS, Axis.LENGTH)),
                List.of(Wanted.floats("logits", Axis.ROWS, Axis.LENGTH, Axis.FREE)));
        long words = ((Dimension.Fixed) output("captioner", "logits").shape().get(2)).size();
        TokenizerSpec tokenizer = manifest.tokenizer();
        if (Math.max(tokenizer.startToken(), tokenizer.endToken()) >= words) {
            throw place("captioner", "outputs")
                    .wrong("\"logits\" tells " + words + " tokens apart, the start and end token are "
                            + tokenizer.startToken() + " and " + tokenizer.endToken());
        }
    }

    private void prior(Stage stage, boolean learned) throws PackException {
        List<Wanted> inputs = new ArrayList<>(text());
        inputs.add(Wanted.floats("sample", Axis.ROWS, embedding));
        inputs.add(timestep(stage, Axis.ROWS));
        check(stage.component(), inputs, List.of(prediction(stage, learned, Axis.ROWS, embedding)));
    }

    private void decoder(Stage stage, boolean learned) throws PackException {
        Axis side = Axis.of(stage.size().orElseThrow());
        List<Wanted> inputs = new ArrayList<>(text());
        inputs.add(Wanted.floats("sample", Axis.ROWS, Axis.of(RGB), side, side));
        inputs.add(timestep(stage, Axis.ROWS));
        inputs.add(Wanted.floats("image-embedding", Axis.ROWS, embedding));
        inputs.addAll(known(stage, Axis.ROWS, side, side));
        check(stage.component(), inputs, List.of(prediction(stage, learned, Axis.ROWS, Axis.of(RGB), side, side)));
    }

    private void upsampler(Stage stage, boolean learned) throws PackException {
        Axis height = new Axis("height", stage.size().orElseThrow());
        Axis width = new Axis("width", stage.size().orElseThrow());
        List<Wanted> inputs = new ArrayList<>();
        inputs.add(Wanted.floats("sample", Axis.ROW, Axis.of(RGB), height, width));
        inputs.add(timestep(stage, Axis.ROW));
        inputs.add(Wanted.floats("low-resolution", Axis.ROW, Axis.of(RGB), height, width));
        inputs.add(Wanted.floats("image-embedding", Axis.ROW, embedding).whereThereIsOne());
        inputs.addAll(known(stage, Axis.ROW, height, width));
        check(stage.component(), inputs, List.of(prediction(stage, learned, Axis.ROW, Axis.of(RGB), height, width)));
    }

    /** The caption, as wide as the text encoder gives it. */
    private List<Wanted> text() throws PackException {
        Dimension width = output("text-encoder", "states").shape().get(2);
        return List.of(
                Wanted.floats("text-embedding", Axis.ROWS, embedding),
                Wanted.floats("text-states", Axis.ROWS, context, Axis.of(((Dimension.Fixed) width).size()))
                        .whereThereIsOne(),
                Wanted.flags("text-mask", Axis.ROWS, context).whereThereIsOne());
    }

    /** One number for each row, or one for all. */
    private Wanted timestep(Stage stage, Axis rows) {
        List<Dimension> shape = manifest.component(stage.component())
                .flatMap(component -> component.input("timestep"))
                .map(TensorSpec::shape)
                .orElse(List.of(new Dimension.Named("batch")));
        if (shape.isEmpty()) {
            return Wanted.numbers("timestep");
        }
        return Wanted.numbers("timestep", Axis.of(1).admits(shape.getFirst()) ? Axis.of(1) : rows);
    }

    /** Known pixels and the mask come together, or not at all. */
    private List<Wanted> known(Stage stage, Axis rows, Axis height, Axis width) throws PackException {
        Wanted known = Wanted.floats("known", rows, Axis.of(RGB), height, width);
        Wanted mask = Wanted.floats("mask", rows, Axis.of(1), height, width);
        Component component = manifest.component(stage.component()).orElseThrow();
        boolean both = stage.inpainting().isPresent()
                || component.input("known").isPresent()
                || component.input("mask").isPresent();
        return both ? List.of(known, mask) : List.of();
    }

    /**
     * What the model foretells: as much as the sample, or twice that along the second axis where it also foretells its
     * variance.
     */
    private Wanted prediction(Stage stage, boolean learned, Axis rows, Axis channels, Axis... more) {
        OptionalLong given = manifest.component(stage.component())
                .flatMap(component -> component.output("prediction"))
                .filter(tensor -> tensor.shape().size() > 1)
                .map(tensor -> tensor.shape().get(1) instanceof Dimension.Fixed fixed
                        ? OptionalLong.of(fixed.size())
                        : OptionalLong.empty())
                .orElse(OptionalLong.empty());
        boolean twice = learned || given.orElse(0) == 2 * channels.size();
        List<Axis> axes = new ArrayList<>(List.of(rows, twice ? Axis.of(2 * channels.size()) : channels));
        axes.addAll(List.of(more));
        return Wanted.floats("prediction", axes.toArray(Axis[]::new));
    }

    private void check(String role, List<Wanted> inputs, List<Wanted> outputs) throws PackException {
        Component component = manifest.component(role).orElseThrow();
        check(place(role, "inputs"), component.inputs(), inputs);
        check(place(role, "outputs"), component.outputs(), outputs);
        for (TensorSpec tensor : component.inputs()) {
            if (inputs.stream().noneMatch(wanted -> wanted.role().equals(tensor.role()))) {
                throw place(role, "inputs")
                        .unsupported("\"" + tensor.role() + "\" is an input that this studio cannot fill");
            }
        }
        for (TensorSpec tensor : component.outputs()) {
            for (Dimension dimension : tensor.shape()) {
                if (dimension instanceof Dimension.Named
                        && outputs.stream().noneMatch(wanted -> wanted.names(dimension))) {
                    throw place(role, "outputs")
                            .unsupported("\"" + tensor.role() + "\" has an axis \"" + dimension
                                    + "\" for which this studio knows no size");
                }
            }
        }
    }

    private static void check(JsonAt place, List<TensorSpec> tensors, List<Wanted> all) throws PackException {
        for (Wanted wanted : all) {
            TensorSpec tensor = tensors.stream()
                    .filter(candidate -> candidate.role().equals(wanted.role()))
                    .findFirst()
                    .orElse(null);
            if (tensor == null && !wanted.optional()) {
                throw place.wrong("has no tensor with the role \"" + wanted.role() + "\"");
            }
            if (tensor != null && !wanted.admits(tensor)) {
                throw place.wrong("\"" + wanted.role() + "\" must be " + wanted + ", is "
                        + tensor.type().json() + " " + tensor.shape());
            }
        }
    }

    /** Checked before. */
    private TensorSpec output(String component, String role) {
        return manifest.component(component).orElseThrow().output(role).orElseThrow();
    }

    private JsonAt place(String component, String tensors) throws PackException {
        return at.field("components").field(component).field(tensors);
    }
}
