package studio.unclip.inference.pack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One denoising loop of the cascade. A <em>sample</em> is what it denoises: a picture, what an autoencoder makes of one, or
 * an embedding.
 *
 * @param name stage name, unique in the pack
 * @param component role of the network it runs, or of the first where several share the steps
 * @param later networks that take the last steps over, the one that begins first first; mostly none
 * @param latent the autoencoder whose latents it denoises; empty: it denoises RGB, or an embedding
 * @param size side of its square picture in pixels; empty for the prior, which makes an embedding
 * @param channels channels of its picture; 0 for the prior
 * @param lowResolution where an upsampler's input comes from
 * @param schedule the noise schedule's configuration, verbatim: Long, Double, Boolean, String, List, Map or null values
 * @param defaults what is used where a person does not choose
 * @param samplers samplers that may be chosen, the default's among them
 * @param inpainting {@code channels} where the network takes known pixels and a mask as input
 * @param inpaintingComponent role of the network that runs instead where something of the picture is known
 */
public record Stage(
        String name,
        String component,
        List<Later> later,
        Optional<Latent> latent,
        OptionalInt size,
        int channels,
        Optional<LowResolution> lowResolution,
        Map<String, Object> schedule,
        Defaults defaults,
        List<String> samplers,
        Optional<String> inpainting,
        Optional<String> inpaintingComponent) {

    /** Most steps a stage may take. */
    public static final int MAX_STEPS = 1000;

    public Stage {
        later = List.copyOf(later);
        samplers = List.copyOf(samplers);
    }

    /** Whether its network runs twice a step, with and without the conditions: a prior and a decoder do. */
    public boolean isGuided() {
        return lowResolution.isEmpty();
    }

    /** Roles of all networks it runs, in the order of their steps. */
    public List<String> components() {
        return Stream.concat(Stream.of(component), later.stream().map(Later::component))
                .toList();
    }

    /** Channels of its sample; 0 for the prior. */
    public int sampleChannels() {
        return latent.map(Latent::channels).orElse(channels);
    }

    /** Pixels of its picture for each place of its sample, along each side. */
    public int scale() {
        return latent.map(Latent::scale).orElse(1);
    }

    /** Fewest steps in which every network has its turn. */
    public int fewestSteps() {
        return later.isEmpty() ? 1 : later.getFirst().lastSteps() + 1;
    }

    /**
     * The space of an autoencoder's latents.
     *
     * @param channels of the latents
     * @param scale pixels of the picture for each latent, along each side
     * @param encoder role of the network that makes latents of a picture
     * @param decoder role of the network that makes a picture of latents
     * @param preview red, green and blue of a latent: a factor for each of its channels and a constant; empty: it cannot
     *     be seen without the decoder
     */
    public record Latent(int channels, int scale, String encoder, String decoder, List<List<Double>> preview) {
        public Latent {
            preview = List.copyOf(preview);
        }
    }

    /**
     * A network that takes over before the end (Karlo's super-resolution makes its last step with another network).
     *
     * @param component its role
     * @param lastSteps how many steps are left when it begins, at least 1
     */
    public record Later(String component, int lastSteps) {}

    /**
     * The picture an upsampler starts from.
     *
     * @param size its side, pixels
     * @param resample how it is enlarged to the stage's size: {@code bicubic}, {@code bilinear}, {@code nearest}, …
     */
    public record LowResolution(int size, String resample) {}

    /**
     * Settings where a person does not choose.
     *
     * @param sampler {@code unclip}, {@code ddpm}, {@code ddim} or {@code dpmpp-2m}
     * @param steps number of denoising steps, at least 1
     * @param guidance classifier-free guidance scale; 1 is without
     * @param eta DDIM's share of fresh noise, 0 to 1
     * @param samples embeddings the prior draws, of which the best is kept, at least 1
     */
    public record Defaults(String sampler, int steps, double guidance, double eta, int samples) {}
}
