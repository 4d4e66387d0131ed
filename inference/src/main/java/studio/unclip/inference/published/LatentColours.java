package studio.unclip.inference.published;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.Watcher;

/**
 * How latents are seen before they are decoded: the linear map from a latent to the mean colour of its pixels that comes
 * nearest, over pictures of soft colours that an autoencoder's encoder is shown. The same pictures every time. Pure but for
 * the network.
 */
final class LatentColours {
    /** Side of a picture, latents. */
    private static final int SIDE = 32;

    /** Colours along a picture's side, smoothly led over into each other; each several times. */
    private static final List<Integer> GRIDS = List.of(2, 4, 8, 16);

    private static final int EACH = 3;

    private static final int RGB = 3;
    private static final long SEED = 4;
    private static final double DECIMALS = 1e4;

    /** What keeps channels that never change from a factor of any size. */
    private static final double LITTLE = 1e-9;

    private final int channels;
    private final int scale;

    /** Sums over all latents of products of two of its values, the last a constant 1; and of those with each colour. */
    private final double[][] squares;

    private final double[][] colours;

    /**
     * @param channels of a latent
     * @param scale pixels a latent, along each side
     */
    LatentColours(int channels, int scale) {
        this.channels = channels;
        this.scale = scale;
        this.squares = new double[channels + 1][channels + 1];
        this.colours = new double[RGB][channels + 1];
    }

    /**
     * @param encoder role of the autoencoder's encoder
     * @return for red, green and blue a factor for each channel and a constant, as a manifest's {@code preview}
     * @throws PackException see {@link InstallRun#of}
     * @throws java.util.concurrent.CancellationException if the watcher ended it
     */
    List<List<Double>> of(InstallRun run, String encoder, Watcher watcher) throws PackException {
        Binding binding = Binding.rows(1)
                .withAxis("height", (long) scale * SIDE)
                .withAxis("width", (long) scale * SIDE)
                .withOutputAxis("height", SIDE)
                .withOutputAxis("width", SIDE);
        return run.of(encoder, binding, watcher, this::of);
    }

    /** The same for an encoder that is at hand. */
    List<List<Double>> of(InstallRun.Network encoder) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int grid : GRIDS) {
            for (int i = 0; i < EACH; i++) {
                float[] picture = picture(random, grid);
                take(encoder.apply(picture), picture);
            }
        }
        return solved();
    }

    private float[] picture(SplittableRandom random, int grid) {
        float[] few = new float[RGB * grid * grid];
        for (int i = 0; i < few.length; i++) {
            few[i] = (float) random.nextDouble(-1, 1);
        }
        return Resample.resize(few, RGB, grid, grid, SIDE * scale, SIDE * scale, Filter.BILINEAR);
    }

    private void take(float[] latents, float[] picture) {
        float[] seen = Resample.resize(picture, RGB, SIDE * scale, SIDE * scale, SIDE, SIDE, Filter.BOX);
        int places = SIDE * SIDE;
        double[] latent = new double[channels + 1];
        latent[channels] = 1;
        for (int place = 0; place < places; place++) {
            for (int channel = 0; channel < channels; channel++) {
                latent[channel] = latents[channel * places + place];
            }
            for (int i = 0; i <= channels; i++) {
                for (int j = 0; j <= channels; j++) {
                    squares[i][j] += latent[i] * latent[j];
                }
                for (int colour = 0; colour < RGB; colour++) {
                    colours[colour][i] += latent[i] * seen[colour * places + place];
                }
            }
        }
    }

    private List<List<Double>> solved() {
        List<List<Double>> rows = new ArrayList<>();
        for (double[] colour : colours) {
            List<Double> row = new ArrayList<>();
            for (double factor : solved(colour)) {
                row.add(Math.rint(factor * DECIMALS) / DECIMALS);
            }
            rows.add(row);
        }
        return rows;
    }

    /** By Gauss: the sums make a matrix that is symmetric and, with a little on its diagonal, positive, so no row is swapped. */
    private double[] solved(double[] wanted) {
        int n = channels + 1;
        double[][] left = new double[n][];
        double[] right = wanted.clone();
        for (int i = 0; i < n; i++) {
            left[i] = squares[i].clone();
            left[i][i] += LITTLE * (1 + squares[i][i]);
        }
        for (int i = 0; i < n; i++) {
            for (int below = i + 1; below < n; below++) {
                double share = left[below][i] / left[i][i];
                for (int j = i; j < n; j++) {
                    left[below][j] -= share * left[i][j];
                }
                right[below] -= share * right[i];
            }
        }
        double[] found = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double rest = right[i];
            for (int j = i + 1; j < n; j++) {
                rest -= left[i][j] * found[j];
            }
            found[i] = rest / left[i][i];
        }
        return found;
    }
}
