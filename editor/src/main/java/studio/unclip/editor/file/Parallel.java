package studio.unclip.editor.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does the parts of one piece of work on a pool; few at a time, so that memory stays bounded. */
public final class Parallel {
    private final ExecutorService pool;
    private final int ahead;

    /**
     * @param pool threads that do nothing but compute; must not run the caller of {@link #map} itself
     * @param ahead how many parts may be under way, 1 or more
     */
    public Parallel(ExecutorService pool, int ahead) {
        this.pool = pool;
        this.ahead = ahead;
    }

    /**
     * @param part makes part i's task; called on this thread, in order, when there is room for the task
     * @return the tasks' results, in order
     */
    public <T> List<T> map(int count, IntFunction<Callable<T>> part, Watcher watcher) throws IOException {
        List<T> results = new ArrayList<>(count);
        Deque<Future<T>> running = new ArrayDeque<>();
        try {
            for (int i = 0; i < count; i++) {
                if (running.size() >= ahead) {
                    results.add(get(running.remove()));
                    watcher.step((double) results.size() / count);
                }
                running.add(pool.submit(part.apply(i)));
            }
            while (!running.isEmpty()) {
                results.add(get(running.remove()));
                watcher.step((double) results.size() / count);
            }
            return results;
        } finally {
            running.forEach(future -> future.cancel(false));
        }
    }

    private static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
