package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import studio.unclip.inference.diffusion.NoiseSchedule;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.ScheduleConfig;

/**
 * What must hold of the stages: a prior, then a decoder, then upsamplers, each beginning with the picture before it, with
 * schedules and defaults that mean something.
 */
final class StageRules {
    private static final int RGB = 3;
    private static final String AUTOREGRESSIVE = "prior-autoregressive";

    private final JsonAt at;
    private final PackManifest manifest;
    private final Set<String> names = new HashSet<>(Set.of(AUTOREGRESSIVE));
    private int before;

    StageRules(JsonAt at, PackManifest manifest) {
        this.at = at;
        this.manifest = manifest;
    }

    /** The stages' schedules, in their order. */
    List<ScheduleConfig> check() throws PackException {
        List<JsonAt> places = at.field("stages").items(Integer.MAX_VALUE);
        List<ScheduleConfig> schedules = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Stage stage = manifest.stages().get(i);
            JsonAt place = places.get(i);
            if (i == 0 && stage.size().isPresent()) {
                throw place.wrong("is a stage that makes a picture; the first stage must be the prior, without a size");
            }
            if (i > 0 && stage.size().isEmpty()) {
                throw place.field("name")
                        .wrong("\"" + stage.name() + "\" is a second prior: only the first stage may be"
                                + " without a size");
            }
            name(stage, place);
            if (stage.size().isPresent()) {
                picture(stage, place);
            } else if (stage.lowResolution().isPresent()) {
                throw place.field("lowResolution").wrong("makes no sense for a prior");
            } else if (stage.latent().isPresent()) {
                throw place.field("space").wrong("is \"latent\", but a prior makes an embedding");
            }
            inpainting(stage, place);
            defaults(stage, place.field("defaults"));
            schedules.add(schedule(stage, place));
        }
        if (before == 0) {
            throw at.field("stages").wrong("has no stage that makes a picture");
        }
        if (before != manifest.output()) {
            throw at.field("sizes").field("output").wrong("must be the last stage's size, " + before);
        }
        if (before % manifest.sizeMultiple() != 0) {
            throw at.field("sizes").field("multiple").wrong("does not divide the output's size, " + before);
        }
        return schedules;
    }

    private void name(Stage stage, JsonAt place) throws PackException {
        if (!stage.name().matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw place.field("name").wrong("must be lower-case letters, digits and hyphens");
        }
        if (!names.add(stage.name())) {
            throw place.field("name").wrong("\"" + stage.name() + "\" occurs twice");
        }
        for (String component : stage.components()) {
            if (manifest.component(component).isEmpty()) {
                throw place.field("component").wrong("\"" + component + "\" is not a key of components");
            }
        }
    }

    /** A network of its own for what is known is one that is told. */
    private void inpainting(Stage stage, JsonAt place) throws PackException {
        if (stage.inpaintingComponent().isEmpty()) {
            return;
        }
        String component = stage.inpaintingComponent().get();
        JsonAt at = place.field("inpaintingComponent");
        if (manifest.component(component).isEmpty()) {
            throw at.wrong("\"" + component + "\" is not a key of components");
        }
        if (!stage.later().isEmpty() || component.equals(stage.component())) {
            throw at.wrong("stands in for the stage's only network, and is another");
        }
        if (stage.inpainting().isEmpty()) {
            throw at.wrong("is read where the stage's \"inpainting\" is \"channels\"");
        }
    }

    private void latent(Stage.Latent latent, int size, JsonAt place) throws PackException {
        for (String component : List.of(latent.encoder(), latent.decoder())) {
            if (manifest.component(component).isEmpty()) {
                throw place.wrong("\"" + component + "\" is not a key of components");
            }
        }
        if (size % latent.scale() != 0) {
            throw place.field("scale").wrong("does not divide the stage's size, " + size);
        }
    }

    private void picture(Stage stage, JsonAt place) throws PackException {
        int size = stage.size().orElseThrow();
        if (stage.latent().isPresent()) {
            if (stage.lowResolution().isPresent()) {
                throw place.field("space")
                        .unsupported("is \"latent\", but this studio enlarges pictures in pixels only");
            }
            latent(stage.latent().get(), size, place.field("latent"));
        }
        if (stage.channels() != RGB) {
            throw place.field("channels")
                    .unsupported("is " + stage.channels() + ", but this studio paints in " + RGB
                            + " channels: red, green, blue");
        }
        if (stage.lowResolution().isEmpty()) {
            if (before != 0) {
                throw place.field("lowResolution").wrong("is missing: only one stage may begin without a picture");
            }
        } else if (stage.lowResolution().get().size() != before) {
            throw place.field("lowResolution").field("size").wrong("must be the size of the stage before, " + before);
        } else if (size < before) {
            throw place.field("size").wrong("is smaller than the picture it begins with, " + before);
        }
        before = size;
    }

    /** A default that would change nothing is a mistake. */
    private static void defaults(Stage stage, JsonAt place) throws PackException {
        Stage.Defaults defaults = stage.defaults();
        if (!stage.isGuided() && defaults.guidance() != 1) {
            throw place.field("guidance").wrong("must be 1: an upsampler runs without guidance");
        }
        if (defaults.steps() < stage.fewestSteps()) {
            throw place.field("steps")
                    .wrong("is " + defaults.steps() + ", but with fewer than " + stage.fewestSteps()
                            + " not every network of the stage has its turn");
        }
        if (stage.size().isPresent() && defaults.samples() != 1) {
            throw place.field("samples").wrong("must be 1: only a prior draws several samples");
        }
        if (defaults.eta() != 0 && stage.samplers().stream().noneMatch(Samplers::readsEta)) {
            throw place.field("eta").wrong("must be 0: none of the stage's samplers reads it");
        }
    }

    private static ScheduleConfig schedule(Stage stage, JsonAt place) throws PackException {
        try {
            ScheduleConfig config = ScheduleConfig.of(stage.schedule());
            NoiseSchedule schedule = new NoiseSchedule(config); // checks its tables
            for (String sampler : stage.samplers()) {
                if (!takesAny(stage, sampler, schedule.config())) {
                    throw new IllegalArgumentException(
                            "no number of steps begins in noise with the sampler " + sampler);
                }
            }
            return config;
        } catch (IllegalArgumentException e) {
            throw place.field("schedule").unsupported(e.getMessage());
        }
    }

    private static boolean takesAny(Stage stage, String sampler, ScheduleConfig config) {
        for (int steps = stage.fewestSteps(); steps <= Stage.MAX_STEPS; steps++) {
            if (Samplers.takes(sampler, config, steps)) {
                return true;
            }
        }
        return false;
    }
}
