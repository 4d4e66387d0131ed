package studio.unclip.inference.model;

import studio.unclip.inference.onnx.Binding;

/**
 * The shape of what a picture stage denoises: a picture, or its latents.
 *
 * @param channels of it
 * @param height places down
 * @param width places across
 */
public record Sample(int channels, int height, int width) {

    /** Numbers of one channel. */
    public int places() {
        return height * width;
    }

    /** Numbers of it all. */
    public int elements() {
        return channels * places();
    }

    /** The same binding for networks that take any height and width. */
    Binding in(Binding binding) {
        return binding.withAxis(Roles.HEIGHT, height).withAxis(Roles.WIDTH, width);
    }
}
