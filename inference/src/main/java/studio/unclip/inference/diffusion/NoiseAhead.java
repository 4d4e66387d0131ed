package studio.unclip.inference.diffusion;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Draws a loop's noise one step ahead on another thread, in the order the loop reads it, so that the model never waits
 * and the numbers are the same as if they were drawn in place. Two arrays take turns. Used by one thread.
 */
final class NoiseAhead {
    /** How often a wait looks whether it is still wanted: a large stage's x_T takes a quarter of a second and more. */
    private static final long GLANCE_MILLIS = 10;

    private final TorchRandom stream;
    private final Executor executor;
    private final float[][] arrays;
    private int turn;
    private int left;

    /** Null where there is nothing to draw at all. */
    private FutureTask<Void> drawing;

    private long nanosWaited;

    /** @param draws how many tensors the loop will read, so that the stream is not read past its end */
    NoiseAhead(TorchRandom stream, Executor executor, int size, int draws) {
        this.stream = stream;
        this.executor = executor;
        this.arrays = new float[Math.min(2, draws)][size];
        this.left = draws;
        start();
    }

    /**
     * The next tensor of noise; valid until the next call.
     *
     * @param cancelled looked at while the noise is being drawn
     * @throws DenoisingLoop.Stopped if it turned true before the noise was ready
     */
    float[] take(BooleanSupplier cancelled) {
        long start = System.nanoTime();
        while (!drawn()) {
            if (cancelled.getAsBoolean()) {
                throw new DenoisingLoop.Stopped();
            }
        }
        nanosWaited += System.nanoTime() - start;
        float[] ready = arrays[turn];
        turn = (turn + 1) % arrays.length;
        start();
        return ready;
    }

    long nanosWaited() {
        return nanosWaited;
    }

    /** Draws no more, and waits for the draw under way, so that nobody else's use of the stream overlaps with it. */
    void finish() {
        left = 0;
        while (drawing != null && !drawn()) {
            // The draw ends by itself.
        }
    }

    /** Draws no more, and waits for nothing: the stream must not be used again. */
    void abandon() {
        left = 0;
        if (drawing != null) {
            drawing.cancel(false);
        }
    }

    /** Whether the draw under way is done; waits a moment for it. */
    private boolean drawn() {
        try {
            drawing.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("drawing noise failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while noise was drawn", e);
        }
    }

    private void start() {
        if (left == 0) {
            return;
        }
        left--;
        float[] target = arrays[turn];
        drawing = new FutureTask<>(() -> stream.normal(target), null);
        executor.execute(drawing);
    }
}
