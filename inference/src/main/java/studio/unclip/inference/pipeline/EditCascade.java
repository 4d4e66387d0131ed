package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.diffusion.NoiseStreams;

/**
 * The cascade for a picture that is there already: what the decoder leaves as it was keeps the picture's own detail at
 * every size ({@link OwnDetail}), and the result has the picture's size. Every upsampler therefore runs twice, for the
 * changed picture and for the unchanged one, with the same noise.
 */
final class EditCascade {
    private final Cascade cascade;
    private final List<StageChoice> stages;
    private final WholeView view;
    private final Optional<float[]> whitened;
    private final double share;
    private final Optional<Mask> mask;
    private final Beginning start;
    private final Map<Integer, OwnDetail> details = new HashMap<>();

    /** The unchanged picture after the decoder's stage, once it was needed; of pixels it is the picture. */
    private Optional<float[]> unchanged = Optional.empty();

    /** Says how a candidate's decoder loop begins. */
    @FunctionalInterface
    interface Beginning {
        /** @param draft departs in the decoder's stage */
        void of(LoadedModels.Networks decoder, CandidateDraft draft);
    }

    /**
     * @param stages the picture stages, smallest first
     * @param whitened the unchanged picture's z_i; empty: each draft's own
     * @param share of the picture's own detail that is kept where it did not change, 0 to 1
     * @param mask where the picture may change; empty: everywhere
     * @param start how the decoder's loop begins
     */
    EditCascade(
            Cascade cascade,
            List<StageChoice> stages,
            WholeView view,
            Optional<float[]> whitened,
            double share,
            Optional<Mask> mask,
            Beginning start) {
        this.cascade = cascade;
        this.stages = List.copyOf(stages);
        this.view = view;
        this.whitened = whitened;
        this.share = share;
        this.mask = mask;
        this.start = start;
    }

    /** In the order in which a picture grows; the last one finishes it. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        List<Part> plain = cascade.parts();
        for (int i = 0; i < plain.size(); i++) {
            Part part = plain.get(i);
            int size = size(i);
            int smaller = i == 0 ? 0 : size(i - 1);
            boolean last = i == plain.size() - 1;
            boolean afterDecoder = i == 1;
            parts.add(new Part(part.components(), (networks, draft) -> {
                if (smaller == 0) {
                    start.of(networks, draft);
                }
                part.work().make(networks, draft);
                float[] made = planes(draft);
                float[] again = smaller == 0 ? unchanged(networks, last) : view.at(size);
                if (smaller == 0) {
                    details.put(draft.index(), new OwnDetail(view, again, made, size, share, mask));
                } else if (share > 0) {
                    CandidateDraft other = new CandidateDraft(
                            draft.index(), draft.window(), draft.seed(), NoiseStreams.perStage(draft.seed()));
                    other.hide();
                    other.condition(whitened.orElse(draft.conditioning()));
                    other.paint(afterDecoder ? unchanged.orElseThrow() : view.at(smaller), smaller);
                    part.work().make(networks, other);
                    again = planes(other);
                }
                OwnDetail detail = details.get(draft.index());
                if (last) {
                    details.remove(draft.index());
                    draft.finish(detail.laid(size, made, again));
                } else {
                    draft.paint(detail.at(size, made, again), size);
                }
            }));
        }
        return parts;
    }

    /** What the decoder's stage gives back of the picture where nothing changes it. */
    private float[] unchanged(LoadedModels.Networks decoder, boolean last) {
        if (unchanged.isEmpty()) {
            StageChoice stage = stages.getFirst();
            float[] seen = view.at(stage.size());
            float[] again = cascade.space(stage, decoder).again(seen);
            boolean coded = stage.stage().latent().isPresent();
            // In eight bits, as what the last stage makes, which is compared with it.
            unchanged = Optional.of(coded && last ? eightBit(again, stage) : again);
        }
        return unchanged.get();
    }

    private static float[] eightBit(float[] planes, StageChoice stage) {
        return CandidateDraft.Planes.of(new CandidateDraft.Planes(planes, stage.width(), stage.height()).picture())
                .values();
    }

    /** What a stage made: the last one hands on a finished picture. */
    private static float[] planes(CandidateDraft draft) {
        return draft.planes() != null
                ? draft.planes().values()
                : CandidateDraft.Planes.of(draft.picture()).values();
    }

    private int size(int stage) {
        return stages.get(stage).size();
    }
}
