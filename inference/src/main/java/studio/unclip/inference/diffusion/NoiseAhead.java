package studio.unclip.inference.diffusion;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A loop's noise, drawn one step ahead on another thread in the order the loop reads it, so that the model never waits
 * and the numbers are the same as if they were drawn in place; the first of it (x_T) before the loop begins, if
 * {@link #begin} is called early. Two arrays take turns. Made by {@link DenoisingLoop#ahead}, for one loop; used by one
 * thread.
 */
public final class NoiseAhead {
    /** How often a wait looks whether it is still wanted. */
    private static final long GLANCE_MILLIS = 10;

    private final TorchRandom stream;
    private final Executor executor;
    private final int size;
    private final float[][] arrays = new float[2][];
    private int turn;

    /** Tensors that are still to be begun. */
    private int left;

    private boolean begun;

    /** Null where nothing has been begun. */
    private FutureTask<Void> drawing;

    private long nanosWaited;

    NoiseAhead(TorchRandom stream, Executor executor, int size) {
        this.stream = stream;
        this.executor = executor;
        this.size = size;
    }

    /**
     * Begins to draw the first tensor now: for a loop that is known to start from noise. It lies in the heap, four bytes
     * an element, until that loop takes it.
     */
    public NoiseAhead begin() {
        if (!begun) {
            begun = true;
            left = 1;
            start();
        }
        return this;
    }

    /** Draws no more, and waits for nothing: neither this nor the stream must be used again. */
    public void abandon() {
        left = 0;
        if (drawing != null) {
            drawing.cancel(false);
        }
    }

    int size() {
        return size;
    }

    /** @param draws how many tensors the loop will read, so that the stream is not read past its end */
    void expect(int draws) {
        if (begun && draws == 0) {
            throw new IllegalStateException("noise was drawn for a loop that reads none");
        }
        if (begun) {
            left = draws - 1;
            return;
        }
        begun = true;
        left = draws;
        start();
    }

    /**
     * The next tensor of noise; valid until the next call.
     *
     * @param cancelled looked at while the noise is being drawn
     * @throws DenoisingLoop.Stopped if it turned true before the noise was ready
     */
    float[] take(BooleanSupplier cancelled) {
        float[] ready = await(cancelled);
        turn = 1 - turn;
        start();
        return ready;
    }

    /** The next tensor of noise, for the caller to keep and change. */
    float[] keep(BooleanSupplier cancelled) {
        float[] ready = await(cancelled);
        arrays[turn] = null;
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

    private float[] await(BooleanSupplier cancelled) {
        long start = System.nanoTime();
        while (!drawn()) {
            if (cancelled.getAsBoolean()) {
                throw new DenoisingLoop.Stopped();
            }
        }
        nanosWaited += System.nanoTime() - start;
        return arrays[turn];
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
        if (arrays[turn] == null) {
            arrays[turn] = new float[size];
        }
        float[] target = arrays[turn];
        drawing = new FutureTask<>(() -> stream.normal(target), null);
        executor.execute(drawing);
    }
}
