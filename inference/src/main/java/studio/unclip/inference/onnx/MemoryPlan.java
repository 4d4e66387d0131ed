package studio.unclip.inference.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import studio.unclip.inference.pack.Activation;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Dimension;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Precision;
import studio.unclip.inference.pack.TensorSpec;

/**
 * What a run will need, before it begins: memory of every stage, which components stay loaded between stages, and how
 * many candidates run in one call. Pure arithmetic on the manifest; estimates, in bytes.
 *
 * <p>Weights count as float32 whatever their precision on disk, because the CPU folds them when the session is made.
 * Folding leaves a second copy behind: on the starter's networks the process grew by 1.3 to 1.9 times the float32 weights,
 * on a large float32 network by 1.1 times; counted are 2 and 1.25. While it is made the file's own bytes come on top. Working memory is what the pack measured; for a component without
 * figures, a quarter of its weights plus {@value #ASSUMED_MAPS} float maps of its largest picture tensor's size a row
 * are assumed.
 *
 * <p>Policy: keeping components loaded comes before larger batches (loading costs seconds for every picture, batches
 * gain little on a CPU). If not all fit together, the largest are loaded for their stage and closed after it.
 *
 * @param steps in running order
 * @param budget bytes the run may use
 * @param peak most bytes at one time
 */
public record MemoryPlan(List<Step> steps, long budget, long peak) {

    /** On the safe side for small convolutional nets: their widest level at full resolution, twice. */
    private static final long ASSUMED_MAPS = 96;

    public MemoryPlan {
        steps = List.copyOf(steps);
    }

    /**
     * A part of a run.
     *
     * @param name for a person
     * @param component role of the network
     * @param rowsPerCandidate rows of its batch for one candidate: 2 with guidance, else 1
     */
    public record Use(String name, String component, int rowsPerCandidate) {}

    /**
     * What one part needs.
     *
     * @param name for a person
     * @param component role of the network
     * @param weights bytes while loaded
     * @param working bytes on top while it runs
     * @param rows rows of one call
     * @param candidatesPerCall candidates in one call
     * @param staysLoaded not closed after its stage
     * @param peak bytes in use while this part is loaded or runs, everything that stays loaded included
     */
    public record Step(
            String name,
            String component,
            long weights,
            long working,
            int rows,
            int candidatesPerCall,
            boolean staysLoaded,
            long peak) {}

    /**
     * Plans a run.
     *
     * @param manifest the pack
     * @param uses its parts in running order; a component may occur more than once
     * @param candidatesPerCall most candidates to put into one call, at least 1
     * @param budget bytes the run may use
     * @throws IllegalArgumentException if the pack lacks a component
     */
    public static MemoryPlan of(PackManifest manifest, List<Use> uses, int candidatesPerCall, long budget) {
        Map<String, Component> components = new LinkedHashMap<>();
        for (Use use : uses) {
            components.put(
                    use.component(),
                    manifest.component(use.component())
                            .orElseThrow(() -> new IllegalArgumentException("no component " + use.component())));
        }
        Set<String> loaded = new HashSet<>(components.keySet());
        List<Component> bySize = new ArrayList<>(components.values());
        bySize.sort((a, b) -> Long.compare(weights(b), weights(a)));
        for (Component largest : bySize) {
            if (steps(manifest, components, uses, loaded, 1, budget).stream().allMatch(step -> step.peak() <= budget)) {
                break;
            }
            loaded.remove(largest.role());
        }
        List<Step> steps = steps(manifest, components, uses, loaded, candidatesPerCall, budget);
        return new MemoryPlan(
                steps, budget, steps.stream().mapToLong(Step::peak).max().orElse(0));
    }

    /** Whether every part fits into the budget. If not, the run should be refused or tried at the person's risk. */
    public boolean fits() {
        return peak <= budget;
    }

    /** Whether some component is loaded for its stage only. */
    public boolean staged() {
        return steps.stream().anyMatch(step -> !step.staysLoaded());
    }

    /** A table for a person, one line a part. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-22s %8s weights  %8s working  %2d rows a call  %s%n",
                    step.name(),
                    size(step.weights()),
                    size(step.working()),
                    step.rows(),
                    step.staysLoaded() ? "stays loaded" : "loaded for its stage"));
        }
        text.append(String.format(
                Locale.ROOT, "peak %s of %s%s%n", size(peak), size(budget), fits() ? "" : ": does not fit"));
        return text.toString();
    }

    /** Bytes in words: 12.3 MiB. */
    static String size(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
    }

    private static List<Step> steps(
            PackManifest manifest,
            Map<String, Component> components,
            List<Use> uses,
            Set<String> loaded,
            int mostCandidates,
            long budget) {
        long resident =
                loaded.stream().mapToLong(role -> weights(components.get(role))).sum();
        List<Step> steps = new ArrayList<>();
        for (Use use : uses) {
            Component component = components.get(use.component());
            boolean stays = loaded.contains(use.component());
            long others = resident - (stays ? weights(component) : 0);
            Activation activation = activation(manifest, component);
            int candidates = 1;
            while (candidates < mostCandidates
                    && others + weights(component) + working(activation, use, candidates + 1) <= budget) {
                candidates++;
            }
            long working = working(activation, use, candidates);
            long peak = others + weights(component) + Math.max(working, component.storedBytes());
            steps.add(new Step(
                    use.name(),
                    use.component(),
                    weights(component),
                    working,
                    candidates * use.rowsPerCandidate(),
                    candidates,
                    stays,
                    peak));
        }
        return steps;
    }

    private static long working(Activation activation, Use use, int candidates) {
        return activation.base() + activation.perRow() * candidates * use.rowsPerCandidate();
    }

    private static long weights(Component component) {
        long parameters = component.parameters() > 0
                ? component.parameters()
                : component.storedBytes() / component.precision().bytes();
        return parameters * (component.precision() == Precision.FP32 ? 5 : 8);
    }

    private static Activation activation(PackManifest manifest, Component component) {
        Activation measured = manifest.activations().get(component.role());
        return measured != null
                ? measured
                : new Activation(weights(component) / 4, ASSUMED_MAPS * Float.BYTES * largestPicture(component));
    }

    /** Pixels of the largest [batch, channels, height, width] input; 0 if there is none of fixed size. */
    private static long largestPicture(Component component) {
        long largest = 0;
        for (TensorSpec input : component.inputs()) {
            if (input.shape().size() == 4
                    && input.shape().get(2) instanceof Dimension.Fixed height
                    && input.shape().get(3) instanceof Dimension.Fixed width) {
                largest = Math.max(largest, height.size() * width.size());
            }
        }
        return largest;
    }
}
