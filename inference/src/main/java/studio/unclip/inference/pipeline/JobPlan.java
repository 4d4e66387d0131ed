package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.onnx.MemoryPlan;
import studio.unclip.inference.pack.PackManifest;

/**
 * What a job will run and need.
 *
 * @param memory which networks stay loaded, and how much that takes
 * @param told the same for a person
 */
record JobPlan(MemoryPlan memory, RunPlan told) {

    static JobPlan of(PackManifest manifest, Operation operation, long budget, Thrift thrift) {
        return of(
                manifest,
                operation.uses(manifest),
                operation.stages(),
                operation.views(),
                operation.details(),
                budget,
                thrift);
    }

    /** @throws InvalidRequestException if the pack lacks a component the answer needs */
    static JobPlan answering(PackManifest manifest, AnalysisRequest request, long budget, Thrift thrift) {
        require(manifest, Roles.IMAGE_ENCODER, "image encoder, so it cannot see pictures");
        List<MemoryPlan.Use> uses = new ArrayList<>();
        uses.add(encoder(Roles.IMAGE_ENCODER));
        if (request instanceof AnalysisRequest.Describe describe) {
            require(manifest, Roles.CAPTIONER, "captioner, so it cannot describe pictures");
            uses.add(MemoryPlan.Use.of(Roles.CAPTIONER, Roles.CAPTIONER, describe.beams()));
        }
        boolean looks = request instanceof AnalysisRequest.See || request instanceof AnalysisRequest.SeeChange;
        if (looks && manifest.vocabulary().isEmpty()) {
            throw new InvalidRequestException(
                    "pack", "The pack " + manifest.id() + " has no vocabulary, so it has no words for what it sees.");
        }
        uses.add(encoder(Roles.TEXT_ENCODER));
        return of(manifest, uses, List.of(), List.of(), 0, budget, thrift);
    }

    /** Why the job cannot run; empty if it fits. */
    Optional<JobFailure> refusal() {
        return memory.fits()
                ? Optional.empty()
                : Optional.of(new JobFailure.OutOfMemory(String.format(
                                Locale.ROOT,
                                "This needs %s of memory at a time, but only %s may be used. Nothing was loaded. Use a smaller",
                                MemoryPlan.size(memory.peak()),
                                MemoryPlan.size(memory.budget()))
                        + " picture, a smaller pack, or a machine with more memory."));
    }

    private static JobPlan of(
            PackManifest manifest,
            List<MemoryPlan.Use> uses,
            List<StageChoice> stages,
            List<PixelRect> views,
            int tiles,
            long budget,
            Thrift thrift) {
        MemoryPlan memory = switch (thrift) {
            case NONE -> MemoryPlan.of(manifest, uses, budget);
            case IN_TURN -> MemoryPlan.inTurn(manifest, uses, budget);
            case IN_TILES -> MemoryPlan.inTiles(manifest, uses, budget);
        };
        List<RunPlan.Part> parts = memory.parts().stream()
                .map(part -> new RunPlan.Part(
                        part.name(),
                        part.component(),
                        stages.stream()
                                .filter(s -> runs(manifest, s, part))
                                .mapToInt(s -> s.calls(part.component()))
                                .findFirst()
                                .orElse(1),
                        part.rows(),
                        part.weights(),
                        part.working(),
                        part.staysLoaded(),
                        part.tile().isPresent()))
                .toList();
        return new JobPlan(memory, new RunPlan(parts, memory.peak(), memory.budget(), views, tiles));
    }

    /** Whether a part is one of the stage's: a network that is not the stage's first has its own role for a name. */
    private static boolean runs(PackManifest manifest, StageChoice stage, MemoryPlan.Part part) {
        if (part.name().equals(part.component())) {
            return stage.components(manifest).contains(part.component());
        }
        return stage.name().equals(part.name());
    }

    private static MemoryPlan.Use encoder(String role) {
        return MemoryPlan.Use.of(role, role, 1);
    }

    private static void require(PackManifest manifest, String role, String lacks) {
        if (manifest.component(role).isEmpty()) {
            throw new InvalidRequestException("pack", "The pack " + manifest.id() + " has no " + lacks + ".");
        }
    }
}
