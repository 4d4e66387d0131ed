package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.function.Function;
import studio.unclip.inference.model.ConditionedDenoiser;
import studio.unclip.inference.model.RelayDenoiser;
import studio.unclip.inference.onnx.OnnxModel;

/** A stage's networks made ready for its loop: mostly one; where several share its steps, each for its own. */
final class StageNetworks {
    private StageNetworks() {}

    /**
     * @param networks those of the stage
     * @param bind puts a network's conditioning in place
     */
    static ConditionedDenoiser bind(
            StageChoice stage, LoadedModels.Networks networks, Function<OnnxModel, ConditionedDenoiser> bind) {
        List<String> roles = stage.stage().components();
        if (roles.size() == 1) {
            return bind.apply(networks.get(roles.getFirst()));
        }
        return new RelayDenoiser(roles.stream()
                .map(role -> new RelayDenoiser.Leg(stage.firstStep(role), bind.apply(networks.get(role))))
                .toList());
    }
}
