package studio.unclip.inference.pipeline;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.onnx.MemoryPlan;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;

/**
 * The networks of a pack that are in memory. What a job's plan keeps resident stays loaded, also for the next job; what
 * it loads in turn is freed when its part is over; what earlier jobs left behind stays only where there is room beside
 * the plan. So never more is loaded than the plan of the job that runs has counted. Model thread only; networks are
 * loaded on a thread of their own, so that a cancelled job need not wait for one.
 */
final class LoadedModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedModels.class);

    private final PackManifest manifest;
    private final ModelSource source;
    private final Map<String, OnnxModel> open = new LinkedHashMap<>();

    /** Most bytes of networks that are loaded or planned: a network that has run keeps its working memory. */
    private final Map<String, Long> taken = new HashMap<>();

    private final ExecutorService loader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("unclip-loader").daemon().factory());

    /** Nanoseconds inside the runtime of networks that are freed. */
    private long nanosOfFreed;

    /** What a cancelled job did not wait for. */
    private Optional<Loading> givenUp = Optional.empty();

    private record Loading(String role, CompletableFuture<OnnxModel> model) {}

    LoadedModels(PackManifest manifest, ModelSource source) {
        this.manifest = manifest;
        this.source = source;
    }

    /** A network in use; closed when its part is over. */
    interface Lease extends AutoCloseable {
        OnnxModel model();

        @Override
        void close();
    }

    /** Networks in use together; closed when their part is over. */
    static final class Networks implements AutoCloseable {
        private final Map<String, Lease> leases = new LinkedHashMap<>();

        private Networks() {}

        /** @throws IllegalArgumentException if it is not one of those leased */
        OnnxModel get(String role) {
            return find(role)
                    .orElseThrow(() -> new IllegalArgumentException(role + " is not among " + leases.keySet()));
        }

        /** The network, if it is one of those leased. */
        Optional<OnnxModel> find(String role) {
            return Optional.ofNullable(leases.get(role)).map(Lease::model);
        }

        @Override
        public void close() {
            leases.values().forEach(Lease::close);
        }
    }

    /**
     * Makes room for a job.
     *
     * @param whenLoading run before every network that is loaded for it
     * @throws studio.unclip.inference.onnx.InferenceException.CancelledRun if the signal is given while a network loads
     *     that an earlier job has given up
     */
    ForJob begin(MemoryPlan plan, CancelSignal cancel, Runnable whenLoading) {
        keepGivenUp(cancel);
        Set<String> resident = plan.resident();
        Map<String, Long> planned = new HashMap<>();
        plan.parts().forEach(part -> planned.merge(part.component(), part.weights() + part.kept(), Math::max));
        long room = plan.budget() - plan.peak();
        for (String role : List.copyOf(open.keySet())) {
            long bytes = taken.getOrDefault(
                    role, MemoryPlan.weights(manifest.component(role).orElseThrow()));
            // Of what stays, more than planned may be there: working memory that a larger picture left in it.
            long unplanned = resident.contains(role) ? Math.max(0, bytes - planned.get(role)) : bytes;
            if ((resident.contains(role) || !planned.containsKey(role)) && unplanned <= room) {
                room -= unplanned;
            } else {
                free(role);
            }
        }
        taken.keySet().retainAll(open.keySet());
        planned.forEach((role, bytes) -> taken.merge(role, bytes, Math::max));
        return new ForJob(resident, cancel, whenLoading);
    }

    /** Frees all, after waiting for a network that is still being loaded: its memory could not be freed before. */
    void freeAll() {
        keepGivenUp(new CancelSignal());
        List.copyOf(open.keySet()).forEach(this::free);
    }

    /** The same after their device has failed: what cannot be freed in order is let go. */
    void abandonAll() {
        keepGivenUp(new CancelSignal());
        for (String role : List.copyOf(open.keySet())) {
            try {
                free(role);
            } catch (InferenceException e) {
                LOG.warn("{} was not freed", role, e);
            }
        }
    }

    @Override
    public void close() {
        freeAll();
        loader.shutdown();
    }

    /** What one job may use. Model thread. */
    final class ForJob {
        private final Set<String> resident;
        private final CancelSignal cancel;
        private final Runnable whenLoading;
        private final long nanosBefore = nanosOfAll();
        private long nanosOpening;

        private ForJob(Set<String> resident, CancelSignal cancel, Runnable whenLoading) {
            this.resident = resident;
            this.cancel = cancel;
            this.whenLoading = whenLoading;
        }

        /**
         * The component's network, loaded now if it is not.
         *
         * @param role key in the manifest's components
         * @throws PackException if the pack lacks the component or it cannot be read
         * @throws studio.unclip.inference.onnx.InferenceException.CancelledRun if the job is cancelled meanwhile
         */
        Lease lease(String role) throws PackException {
            OnnxModel model = open.get(role);
            if (model == null) {
                cancel.check(role);
                whenLoading.run();
                model = load(role, cancel);
                nanosOpening += model.nanosOpening();
            }
            return new Lent(role, model, resident.contains(role));
        }

        /**
         * Several networks at once, as {@link #lease} each. If one cannot be had, none is kept for this.
         *
         * @param roles keys in the manifest's components
         */
        Networks leaseAll(List<String> roles) throws PackException {
            Networks networks = new Networks();
            try {
                for (String role : roles) {
                    networks.leases.put(role, lease(role));
                }
                return networks;
            } catch (PackException | RuntimeException | Error e) {
                networks.close();
                throw e;
            }
        }

        /** Nanoseconds inside the runtime since the job began, of all networks. */
        long nanosInside() {
            return nanosOfAll() - nanosBefore;
        }

        /** Nanoseconds spent loading networks. */
        long nanosOpening() {
            return nanosOpening;
        }
    }

    private final class Lent implements Lease {
        private final String role;
        private final OnnxModel model;
        private final boolean stays;

        private Lent(String role, OnnxModel model, boolean stays) {
            this.role = role;
            this.model = model;
            this.stays = stays;
        }

        @Override
        public OnnxModel model() {
            return model;
        }

        @Override
        public void close() {
            if (!stays) {
                free(role);
            }
        }
    }

    private OnnxModel load(String role, CancelSignal cancel) throws PackException {
        Component component = manifest.component(role)
                .orElseThrow(() -> new IllegalArgumentException("the pack has no component " + role));
        CompletableFuture<OnnxModel> loaded = new CompletableFuture<>();
        loader.execute(() -> {
            try {
                loaded.complete(source.open(component));
            } catch (Throwable e) {
                loaded.completeExceptionally(e);
            }
        });
        givenUp = Optional.of(new Loading(role, loaded));
        await(loaded, cancel);
        cancel.check(role);
        givenUp = Optional.empty();
        OnnxModel model = opened(loaded);
        open.put(role, model);
        return model;
    }

    /** Waits until it is loaded, or has failed, or the signal is given. */
    private static void await(CompletableFuture<OnnxModel> loading, CancelSignal cancel) {
        CompletableFuture<OnnxModel> cancelled = new CompletableFuture<>();
        try (CancelSignal.Registration _ = cancel.onCancel(() -> cancelled.complete(null))) {
            CompletableFuture.anyOf(loading.exceptionally(failure -> null), cancelled)
                    .join();
        }
    }

    private static OnnxModel opened(CompletableFuture<OnnxModel> loaded) throws PackException {
        try {
            return loaded.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case PackException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /** Takes over what a cancelled job did not wait for; its failure, if any, was that job's. */
    private void keepGivenUp(CancelSignal cancel) {
        if (givenUp.isEmpty()) {
            return;
        }
        Loading loading = givenUp.get();
        await(loading.model(), cancel);
        if (!loading.model().isDone()) {
            cancel.check(loading.role());
        }
        givenUp = Optional.empty();
        if (!loading.model().isCompletedExceptionally()) {
            open.put(loading.role(), loading.model().join());
        }
    }

    private long nanosOfAll() {
        return nanosOfFreed
                + open.values().stream().mapToLong(OnnxModel::nanosInside).sum();
    }

    private void free(String role) {
        OnnxModel model = open.remove(role);
        nanosOfFreed += model.nanosInside();
        source.close(model);
    }
}
