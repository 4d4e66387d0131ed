package studio.unclip.inference.diffusion;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Draws a loop's noise one step ahead on another thread, in the order the loop reads it, so that the model never waits
 * and the numbers are the same as if they were drawn in place. Two arrays take turns. Used by one thread.
 */
final class NoiseAhead {
    private final TorchRandom stream;
    private final Executor executor;
    private final float[][] arrays;
    private int turn;
    private int left;
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

    /** The next tensor of noise; valid until the next call. */
    float[] take() {
        long start = System.nanoTime();
        try {
            drawing.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("drawing noise failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while noise was drawn", e);
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
        if (drawing == null) {
            return; // there was nothing to draw
        }
        try {
            drawing.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("drawing noise failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
