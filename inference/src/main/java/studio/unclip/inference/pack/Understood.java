package studio.unclip.inference.pack;

import java.util.Set;

/**
 * What this studio knows of the pack format beyond its core. Later families and sections are added here.
 *
 * @param families values of {@code family} the engine can run
 * @param sections names under {@code sections} the engine acts on
 * @param spaces what a stage may denoise
 */
public record Understood(Set<String> families, Set<String> sections, Set<Stage.Space> spaces) {

    public Understood {
        families = Set.copyOf(families);
        sections = Set.copyOf(sections);
        spaces = Set.copyOf(spaces);
    }

    /** The pixel cascade (prior, decoder 64, upsamplers), with the sections of docs/pack-format.md. */
    public static Understood pixelCascade() {
        return new Understood(
                Set.of("pixel-cascade"),
                Set.of("autoregressive-prior", "captioner", "splitter", "training"),
                Set.of(Stage.Space.PIXELS));
    }
}
