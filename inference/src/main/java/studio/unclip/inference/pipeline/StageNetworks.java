package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import studio.unclip.inference.model.ConditionedDenoiser;
import studio.unclip.inference.model.Decoder;
import studio.unclip.inference.model.GuidedRows;
import studio.unclip.inference.model.RelayDenoiser;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/** A stage's networks made ready for its loop: mostly one; where several share its steps, each for its own. */
final class StageNetworks {
    private StageNetworks() {}

    /**
     * @param networks those of the stage
     * @param bind puts a network's conditioning in place
     */
    static ConditionedDenoiser bind(
            StageChoice stage, LoadedModels.Networks networks, Function<OnnxModel, ConditionedDenoiser> bind) {
        List<String> roles = stage.networks();
        if (roles.size() == 1) {
            return bind.apply(networks.get(roles.getFirst()));
        }
        return new RelayDenoiser(roles.stream()
                .map(role -> new RelayDenoiser.Leg(stage.firstStep(role), bind.apply(networks.get(role))))
                .toList());
    }

    /**
     * A decoder's, which draws the whole picture freely.
     *
     * @param networks those of the stage, its first graph among them if it has one
     * @param rows what it is conditioned on
     */
    static ConditionedDenoiser ofDecoder(
            StageChoice decoder,
            LoadedModels.Networks networks,
            TensorScope scope,
            GuidedRows rows,
            CancelSignal cancel) {
        return bind(
                decoder,
                networks,
                model -> Decoder.bind(
                        networks.find(Roles.CONDITIONER),
                        model,
                        scope,
                        rows,
                        Optional.empty(),
                        decoder.sample(),
                        cancel));
    }
}
