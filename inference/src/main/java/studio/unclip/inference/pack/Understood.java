package studio.unclip.inference.pack;

import java.util.Set;

/**
 * What this studio knows of the pack format beyond its core. Later families and sections are added here.
 *
 * @param families values of {@code family} the engine can run
 * @param sections names under {@code sections} the engine acts on
 */
public record Understood(Set<String> families, Set<String> sections) {

    public Understood {
        families = Set.copyOf(families);
        sections = Set.copyOf(sections);
    }

    /** All of docs/pack-format.md: cascades whose decoder paints in pixels, or in MOVQ's latents. */
    public static Understood ofThisStudio() {
        return new Understood(
                Set.of("pixel-cascade", "latent-movq"),
                Set.of("autoregressive-prior", "captioner", "looks", "splitter", "training"));
    }
}
