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

    private final PackManifest manifest;
    private final TensorRules rules;
    private final CaptionRules captions;
    private final Axis embedding;

    GraphRules(JsonAt at, PackManifest manifest) {
        this.manifest = manifest;
        this.rules = new TensorRules(at, manifest);
        this.captions = new CaptionRules(rules, manifest);
        this.embedding = Axis.of(manifest.embedding().dimension());
    }

    /** @param schedules of the stages, in their order */
    void check(List<ScheduleConfig> schedules) throws PackException {
        captions.textEncoder();
        captions.firstGraphs();
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
            List<String> roles = new ArrayList<>(stage.components());
            stage.inpaintingComponent().ifPresent(roles::add);
            for (String role : roles) {
                Component network = rules.component(role);
                if (stage.size().isEmpty()) {
                    prior(network, learned);
                } else if (stage.lowResolution().isEmpty()) {
                    decoder(stage, network, learned);
                } else {
                    upsampler(stage, network, learned);
                }
            }
            samePredictions(stage, roles);
            if (stage.latent().isPresent()) {
                codec(stage, stage.latent().get());
            }
        }
    }

    private void imageEncoder() throws PackException {
        Axis side = Axis.of(manifest.imageInput().size());
        rules.check(
                "image-encoder",
                List.of(Wanted.floats("pixels", Axis.ROW, Axis.of(RGB), side, side)),
                List.of(Wanted.floats("embedding", Axis.ROW, embedding)));
    }

    /** Its own tokens have the axis "length", so captions are padded for it. */
    private void autoregressivePrior() throws PackException {
        List<Wanted> inputs = new ArrayList<>(captions.paddedText("prior-autoregressive"));
        inputs.add(Wanted.numbers("tokens", Axis.ROWS, Axis.LENGTH));
        rules.check(
                "prior-autoregressive", inputs, List.of(Wanted.floats("logits", Axis.ROWS, Axis.LENGTH, Axis.FREE)));
    }

    private void captioner() throws PackException {
        rules.check(
                "captioner",
                List.of(
                        Wanted.floats("image-embedding", Axis.ROWS, embedding),
                        Wanted.numbers("tokens", Axis.ROWS, Axis.LENGTH)),
                List.of(Wanted.floats("logits", Axis.ROWS, Axis.LENGTH, Axis.FREE)));
        long words = ((Dimension.Fixed) rules.component("captioner")
                        .output("logits")
                        .orElseThrow()
                        .shape()
                        .get(2))
                .size();
        TokenizerSpec tokenizer = manifest.tokenizer();
        if (Math.max(tokenizer.startToken(), tokenizer.endToken()) >= words) {
            throw rules.place("captioner", "outputs")
                    .wrong("\"logits\" tells " + words + " tokens apart, the start and end token are "
                            + tokenizer.startToken() + " and " + tokenizer.endToken());
        }
    }

    private void prior(Component network, boolean learned) throws PackException {
        List<Wanted> inputs = new ArrayList<>(captions.priorReads(network.role()));
        inputs.add(Wanted.floats("sample", Axis.ROWS, embedding));
        inputs.add(timestep(network, Axis.ROWS));
        rules.check(network.role(), inputs, List.of(prediction(network, learned, Axis.ROWS, embedding)));
    }

    private void decoder(Stage stage, Component network, boolean learned) throws PackException {
        Axis channels = Axis.of(stage.sampleChannels());
        long side = stage.size().orElseThrow() / stage.scale();
        // A decoder of pixels is trained for one size; one of latents knows several.
        Axis height = stage.latent().isPresent() ? new Axis("height", side) : Axis.of(side);
        Axis width = stage.latent().isPresent() ? new Axis("width", side) : Axis.of(side);
        List<Wanted> inputs = new ArrayList<>(captions.decoderReads(network.role()));
        inputs.add(Wanted.floats("sample", Axis.ROWS, channels, height, width));
        inputs.add(timestep(network, Axis.ROWS));
        inputs.addAll(known(stage, network, Axis.ROWS, height, width));
        rules.check(network.role(), inputs, List.of(prediction(network, learned, Axis.ROWS, channels, height, width)));
    }

    /** The autoencoder of a latent stage: from its picture to its sample, and back. */
    private void codec(Stage stage, Stage.Latent latent) throws PackException {
        int size = stage.size().orElseThrow();
        Wanted picture =
                Wanted.floats("picture", Axis.ROW, Axis.of(RGB), new Axis("height", size), new Axis("width", size));
        int side = size / latent.scale();
        Wanted sample = Wanted.floats(
                "latent", Axis.ROW, Axis.of(latent.channels()), new Axis("height", side), new Axis("width", side));
        rules.check(latent.encoder(), List.of(picture), List.of(sample));
        rules.check(latent.decoder(), List.of(sample), List.of(picture));
    }

    private void upsampler(Stage stage, Component network, boolean learned) throws PackException {
        Axis height = new Axis("height", stage.size().orElseThrow());
        Axis width = new Axis("width", stage.size().orElseThrow());
        List<Wanted> inputs = new ArrayList<>();
        inputs.add(Wanted.floats("sample", Axis.ROW, Axis.of(RGB), height, width));
        inputs.add(timestep(network, Axis.ROW));
        inputs.add(Wanted.floats("low-resolution", Axis.ROW, Axis.of(RGB), height, width));
        inputs.add(Wanted.floats("image-embedding", Axis.ROW, embedding).whereThereIsOne());
        inputs.addAll(known(stage, network, Axis.ROW, height, width));
        rules.check(
                network.role(), inputs, List.of(prediction(network, learned, Axis.ROW, Axis.of(RGB), height, width)));
    }

    /** Networks of one stage foretell the same: all of them their variance, or none. */
    private void samePredictions(Stage stage, List<String> roles) throws PackException {
        Dimension first = channels(rules.component(stage.component()));
        for (String role : roles) {
            Dimension other = channels(rules.component(role));
            if (!other.equals(first)) {
                throw rules.place(role, "outputs")
                        .wrong("\"prediction\" has " + other + " channels, that of \"" + stage.component()
                                + "\" in the same stage has " + first);
            }
        }
    }

    /** Checked before. */
    private static Dimension channels(Component network) {
        return network.output("prediction").orElseThrow().shape().get(1);
    }

    /** One number for each row, or one for all. */
    private static Wanted timestep(Component network, Axis rows) {
        List<Dimension> shape =
                network.input("timestep").map(TensorSpec::shape).orElse(List.of(new Dimension.Named("batch")));
        if (shape.isEmpty()) {
            return Wanted.numbers("timestep");
        }
        return Wanted.numbers("timestep", Axis.of(1).admits(shape.getFirst()) ? Axis.of(1) : rows);
    }

    /** Known pixels and the mask come together, or not at all. */
    private static List<Wanted> known(Stage stage, Component network, Axis rows, Axis height, Axis width) {
        Wanted known = Wanted.floats("known", rows, Axis.of(stage.sampleChannels()), height, width);
        Wanted mask = Wanted.floats("mask", rows, Axis.of(1), height, width);
        // Where another network stands in for it, one that is told nothing needs no ears.
        boolean told = stage.inpainting().isPresent()
                && network.role().equals(stage.inpaintingComponent().orElse(network.role()));
        boolean both = told
                || network.input("known").isPresent()
                || network.input("mask").isPresent();
        return both ? List.of(known, mask) : List.of();
    }

    /**
     * What the model foretells: as much as the sample, or twice that along the second axis where it also foretells its
     * variance.
     */
    private static Wanted prediction(Component network, boolean learned, Axis rows, Axis channels, Axis... more) {
        OptionalLong given = network.output("prediction")
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
}
