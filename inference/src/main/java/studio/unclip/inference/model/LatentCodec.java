package studio.unclip.inference.model;

import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/**
 * An autoencoder's two halves (Kandinsky's MOVQ): pictures to the latents that a decoder denoises, and back. One picture a
 * job, in one call or, where memory is short, in overlapping {@link Tiles}; each has tensors of its own, since a picture
 * passes each half once or twice. One thread.
 */
public final class LatentCodec {
    private LatentCodec() {}

    /**
     * @param picture planar RGB in [-1, 1]
     * @param from the picture's shape
     * @param to its latents' shape
     * @param tile side of a tile, latents; at least the longer side of {@code to}: none
     * @param between run after every tile where there are several
     * @return latents, as the network gives them
     */
    public static float[] encode(
            OnnxModel encoder,
            TensorScope scope,
            float[] picture,
            Sample from,
            Sample to,
            int tile,
            CancelSignal cancel,
            Runnable between) {
        return coded(encoder, scope, Roles.PICTURE, picture, from, Roles.LATENT, to, tile, cancel, between);
    }

    /**
     * @param latent latents
     * @param from their shape
     * @param to the picture's shape
     * @param tile side of a tile, latents; at least the longer side of {@code from}: none
     * @param between run after every tile where there are several
     * @return planar RGB of about [-1, 1], as the network gives it
     */
    public static float[] decode(
            OnnxModel decoder,
            TensorScope scope,
            float[] latent,
            Sample from,
            Sample to,
            int tile,
            CancelSignal cancel,
            Runnable between) {
        return coded(decoder, scope, Roles.LATENT, latent, from, Roles.PICTURE, to, tile, cancel, between);
    }

    private static float[] coded(
            OnnxModel half,
            TensorScope scope,
            String role,
            float[] values,
            Sample from,
            String result,
            Sample to,
            int tile,
            CancelSignal cancel,
            Runnable between) {
        Tiles tiles = new Tiles(from, to, tile);
        Binding binding = tiles.from()
                .in(Binding.rows(1))
                .withOutputAxis(Roles.HEIGHT, tiles.to().height())
                .withOutputAxis(Roles.WIDTH, tiles.to().width())
                // Gigabytes, which the next call need not find in place: it comes after all steps of a loop.
                .givingMemoryBack();
        BoundRun run = half.bind(scope, binding);
        return tiles.map(values, part -> {
            Rows.put(run.input(role), 1, 0, part);
            run.run(cancel);
            if (tiles.areSeveral()) {
                between.run();
            }
            return Rows.copy(run.output(result));
        });
    }
}
