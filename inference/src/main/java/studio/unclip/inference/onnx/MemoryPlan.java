package studio.unclip.inference.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import studio.unclip.inference.pack.Activation;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Dimension;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Precision;
import studio.unclip.inference.pack.TensorSpec;

/**
 * What a job will need, before it begins: memory of every part, and which components stay loaded from part to part. One
 * call holds one candidate's rows (docs/decisions/0003). Pure arithmetic on the manifest; estimates, in bytes.
 *
 * <p>Weights count as float32 whatever their precision on disk, because the CPU folds them when the session is made.
 * Folding leaves a second copy behind: on the starter's networks the process grew by 1.3 to 1.9 times the float32 weights,
 * on a large float32 network by 1.1 times; counted are 2 and 1.25. While it is made the file's own bytes come on top. Working memory is what the pack measured; for a component without
 * figures, a quarter of its weights plus {@value #ASSUMED_MAPS} float maps of its largest picture tensor's size a row
 * are assumed.
 *
 * <p>Policy: if not all components fit together, the largest are loaded in turn, each for its part only, until the rest
 * fits.
 *
 * @param parts in running order
 * @param budget bytes the job may use
 * @param peak most bytes at one time
 */
public record MemoryPlan(List<Part> parts, long budget, long peak) {

    /** On the safe side for small convolutional nets: their widest level at full resolution, twice. */
    private static final long ASSUMED_MAPS = 96;

    public MemoryPlan {
        parts = List.copyOf(parts);
    }

    /**
     * What networks that are loaded together do in a job.
     *
     * @param name for a person
     * @param components roles of the networks; one at a time runs
     * @param rows rows of one call: 2 with guidance, else 1
     * @param alone roles of those whose calls have one row all the same
     * @param held bytes that wait for later uses meanwhile, but only where all networks stay loaded
     * @param area pixels of its picture for each of one of the pack's own size; 1 where it makes none
     */
    public record Use(String name, List<String> components, int rows, Set<String> alone, long held, double area) {
        public Use {
            components = List.copyOf(components);
            alone = Set.copyOf(alone);
        }

        int rows(String component) {
            return alone.contains(component) ? 1 : rows;
        }

        /** The use of one network. */
        public static Use of(String name, String component, int rows) {
            return new Use(name, List.of(component), rows, Set.of(), 0, 1);
        }
    }

    /**
     * What one network of a use needs.
     *
     * @param name for a person: the use's, or the network's own role where it is not the use's first
     * @param component role of the network
     * @param weights bytes while loaded
     * @param working bytes on top while it runs
     * @param rows rows of one call
     * @param staysLoaded not closed after its part
     * @param peak bytes in use while this part is loaded or runs, everything that stays loaded included
     */
    public record Part(
            String name, String component, long weights, long working, int rows, boolean staysLoaded, long peak) {}

    /**
     * Plans a job.
     *
     * @param manifest the pack
     * @param uses its parts in running order; a component may occur more than once
     * @param budget bytes the job may use
     * @throws IllegalArgumentException if the pack lacks a component
     */
    public static MemoryPlan of(PackManifest manifest, List<Use> uses, long budget) {
        Map<String, Component> components = components(manifest, uses);
        Set<String> loaded = new HashSet<>(components.keySet());
        List<Component> bySize = new ArrayList<>(components.values());
        bySize.sort((a, b) -> Long.compare(weights(b), weights(a)));
        for (Component largest : bySize) {
            if (parts(manifest, components, uses, loaded).stream().allMatch(part -> part.peak() <= budget)) {
                break;
            }
            loaded.remove(largest.role());
        }
        return of(parts(manifest, components, uses, loaded), budget);
    }

    /** The same with every component loaded for its part only, whatever would fit: no plan needs less. */
    public static MemoryPlan inTurn(PackManifest manifest, List<Use> uses, long budget) {
        return of(parts(manifest, components(manifest, uses), uses, Set.of()), budget);
    }

    private static MemoryPlan of(List<Part> parts, long budget) {
        return new MemoryPlan(
                parts, budget, parts.stream().mapToLong(Part::peak).max().orElse(0));
    }

    private static Map<String, Component> components(PackManifest manifest, List<Use> uses) {
        Map<String, Component> components = new LinkedHashMap<>();
        for (Use use : uses) {
            for (String role : use.components()) {
                components.put(
                        role,
                        manifest.component(role)
                                .orElseThrow(() -> new IllegalArgumentException("no component " + role)));
            }
        }
        return components;
    }

    /** Whether every part fits into the budget. If not, the job is refused. */
    public boolean fits() {
        return peak <= budget;
    }

    /** Whether some components are loaded for their part only. */
    public boolean inTurn() {
        return parts.stream().anyMatch(part -> !part.staysLoaded());
    }

    /** Roles of the components that stay loaded from part to part. */
    public Set<String> resident() {
        return parts.stream().filter(Part::staysLoaded).map(Part::component).collect(Collectors.toUnmodifiableSet());
    }

    /** Bytes of a component while it is loaded. */
    public static long weights(Component component) {
        long parameters = component.parameters() > 0
                ? component.parameters()
                : component.storedBytes() / component.precision().bytes();
        return parameters * (component.precision() == Precision.FP32 ? 5 : 8);
    }

    /** A table for a person, one line a part. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-22s %8s weights  %8s working  %2d rows a call  %s%n",
                    part.name(),
                    size(part.weights()),
                    size(part.working()),
                    part.rows(),
                    part.staysLoaded() ? "stays loaded" : "loaded for its part"));
        }
        text.append(String.format(
                Locale.ROOT, "peak %s of %s%s%n", size(peak), size(budget), fits() ? "" : ": does not fit"));
        return text.toString();
    }

    /** Bytes in words: 12.3 MiB. */
    public static String size(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
    }

    private static List<Part> parts(
            PackManifest manifest, Map<String, Component> components, List<Use> uses, Set<String> loaded) {
        long resident =
                loaded.stream().mapToLong(role -> weights(components.get(role))).sum();
        List<Part> parts = new ArrayList<>();
        for (Use use : uses) {
            long together = 0;
            long largest = 0;
            for (String role : use.components()) {
                Component component = components.get(role);
                together += loaded.contains(role) ? 0 : weights(component);
                largest = Math.max(largest, Math.max(working(manifest, component, use), component.storedBytes()));
            }
            for (String role : use.components()) {
                Component component = components.get(role);
                parts.add(new Part(
                        role.equals(use.components().getFirst()) ? use.name() : role,
                        role,
                        weights(component),
                        working(manifest, component, use),
                        use.rows(role),
                        loaded.contains(role),
                        resident + together + largest + (loaded.size() == components.size() ? use.held() : 0)));
            }
        }
        return parts;
    }

    private static long working(PackManifest manifest, Component component, Use use) {
        Activation activation = activation(manifest, component);
        return activation.base() + (long) (activation.perRow() * use.rows(component.role()) * use.area());
    }

    private static Activation activation(PackManifest manifest, Component component) {
        Activation measured = manifest.activations().get(component.role());
        return measured != null
                ? measured
                : new Activation(
                        weights(component) / 4, ASSUMED_MAPS * Float.BYTES * largestPicture(manifest, component));
    }

    /**
     * Pixels of the largest [batch, channels, height, width] tensor that goes in or out; 0 if there is none. An axis of
     * any size counts as the finished picture's.
     */
    private static long largestPicture(PackManifest manifest, Component component) {
        return Stream.concat(component.inputs().stream(), component.outputs().stream())
                .map(TensorSpec::shape)
                .filter(shape -> shape.size() == 4)
                .mapToLong(shape -> side(manifest, shape.get(2)) * side(manifest, shape.get(3)))
                .max()
                .orElse(0);
    }

    private static long side(PackManifest manifest, Dimension dimension) {
        return switch (dimension) {
            case Dimension.Fixed fixed -> fixed.size();
            case Dimension.Named named -> List.of("height", "width").contains(named.name()) ? manifest.output() : 0;
        };
    }
}
