package studio.unclip.inference.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import studio.unclip.inference.pack.PackException;

/**
 * Makes candidates out of parts (docs/decisions/0010). Where all networks stay loaded: candidate after candidate, so that
 * the first is finished soonest. Where they are loaded in turn: part after part, so that each network is read once for
 * all candidates of a wave, not once for each. The pictures are the same. Model thread.
 */
final class PartOrder {
    /**
     * Candidates between two parts at a time. What waits there stays small (eight pictures of 1,024 x 1,024: 32 MB), and
     * the first pictures come before the last are begun; against eight candidates' work the reading counts little.
     */
    static final int WAVE = 8;

    private final LoadedModels.ForJob models;
    private final List<Part> parts;
    private final Outcome outcome;

    /** Told of every candidate once. */
    interface Outcome {
        void finished(CandidateDraft draft);

        /** The other candidates go on. */
        void failed(CandidateDraft draft, NotFiniteException why);
    }

    /** @param parts in the order in which each candidate passes them */
    PartOrder(LoadedModels.ForJob models, List<Part> parts, Outcome outcome) {
        this.models = models;
        this.parts = List.copyOf(parts);
        this.outcome = outcome;
    }

    /**
     * Makes candidates.
     *
     * @param inTurn whether networks are loaded in turn
     * @param candidates their indexes
     * @param drafts makes the beginning of a candidate, from its index
     */
    void run(boolean inTurn, int[] candidates, IntFunction<CandidateDraft> drafts) throws PackException {
        int together = inTurn ? WAVE : 1;
        for (int first = 0; first < candidates.length; first += together) {
            List<CandidateDraft> wave = Arrays.stream(candidates, first, Math.min(candidates.length, first + together))
                    .mapToObj(drafts)
                    .toList();
            for (Part part : parts) {
                wave = made(part, wave, part.equals(parts.getLast()));
            }
        }
    }

    /** The drafts with their share of a part; those that failed are left out. */
    private List<CandidateDraft> made(Part part, List<CandidateDraft> wave, boolean last) throws PackException {
        if (wave.isEmpty()) {
            return wave;
        }
        try (LoadedModels.Networks networks = models.leaseAll(part.components())) {
            return wave.stream()
                    .filter(draft -> make(part, networks, draft, last))
                    .toList();
        }
    }

    private boolean make(Part part, LoadedModels.Networks networks, CandidateDraft draft, boolean last) {
        boolean made = false;
        try {
            part.work().make(networks, draft);
            made = true;
        } catch (NotFiniteException e) {
            outcome.failed(draft, e);
            return false;
        } finally {
            if (!made) {
                draft.abandon();
            }
        }
        if (last) {
            outcome.finished(draft);
        }
        return true;
    }
}
