package studio.unclip.inference.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * on a large float32 network by 1.1 times; counted are 2 and 1.25. While it is made the file's own bytes come on top.
 * Working memory is what the pack measured; for a component without figures, a quarter of its weights plus
 * {@value #ASSUMED_MAPS} float maps ({@value #AUTOENCODER_MAPS} of an autoencoder) of its largest picture tensor's size a
 * row are assumed. A network that has run keeps its working memory for its next call, until it is freed: what is loaded counts
 * with it.
 *
 * <p>Policy: if not all components fit together, the largest are loaded in turn, each for its part only, until the rest
 * fits. If a part does not fit with nothing else in memory, what of it can work in tiles does, in the largest that fit.
 *
 * @param parts in running order
 * @param budget bytes the job may use
 * @param peak most bytes at one time
 */
public record MemoryPlan(List<Part> parts, long budget, long peak) {

    /** On the safe side for small convolutional nets: their widest level at full resolution, twice. */
    private static final long ASSUMED_MAPS = 96;

    /** The same of an autoencoder, which is wide at the picture's own size: Kandinsky's takes about so much. */
    private static final long AUTOENCODER_MAPS = 4096;

    /** Sides of tiles, largest first: a network knows best how to fill a picture of the pack's own size. */
    private static final List<Double> TILES = List.of(1.0, 0.5);

    public MemoryPlan {
        parts = List.copyOf(parts);
    }

    /**
     * What networks that are loaded together do in a job.
     *
     * @param name for a person
     * @param components roles of the networks; one at a time runs
     * @param rows rows of one call: 2 with guidance, else 1
     * @param once roles of those that are called now and then, with one row, and give their working memory back after it
     * @param tileable roles of those that can also make their picture in tiles
     * @param held bytes that wait for later uses meanwhile, but only where all networks stay loaded
     * @param picture sides of its picture
     */
    public record Use(
            String name,
            List<String> components,
            int rows,
            Set<String> once,
            Set<String> tileable,
            long held,
            Extent picture) {
        public Use {
            components = List.copyOf(components);
            once = Set.copyOf(once);
            tileable = Set.copyOf(tileable);
        }

        int rows(String component) {
            return once.contains(component) ? 1 : rows;
        }

        /** The use of one network. */
        public static Use of(String name, String component, int rows) {
            return new Use(name, List.of(component), rows, Set.of(), Set.of(), 0, Extent.OWN);
        }
    }

    /**
     * Sides of a picture, each in those of the pack's own.
     *
     * @param width 1 for the pack's own
     * @param height likewise
     */
    public record Extent(double width, double height) {
        /** The pack's own picture, or none. */
        public static final Extent OWN = new Extent(1, 1);

        double area() {
            return width * height;
        }

        /** What of it a tile of this side shows. */
        Extent within(double side) {
            return new Extent(Math.min(width, side), Math.min(height, side));
        }
    }

    /**
     * What one network of a use needs.
     *
     * @param name for a person: the use's, or the network's own role where it is not the use's first
     * @param component role of the network
     * @param weights bytes while loaded
     * @param working bytes on top while it runs; where it works in tiles those of one
     * @param kept bytes of them that it keeps for its next call
     * @param rows rows of one call
     * @param staysLoaded not closed after its part
     * @param tile side of the tiles it works in, in sides of the pack's own picture; empty: it makes its picture in one
     * @param peak bytes in use while this part is loaded or runs, everything that stays loaded included
     */
    public record Part(
            String name,
            String component,
            long weights,
            long working,
            long kept,
            int rows,
            boolean staysLoaded,
            Optional<Double> tile,
            long peak) {}

    /**
     * Plans a job.
     *
     * @param manifest the pack
     * @param uses its parts in running order; a component may occur more than once
     * @param budget bytes the job may use
     * @throws IllegalArgumentException if the pack lacks a component
     */
    public static MemoryPlan of(PackManifest manifest, List<Use> uses, long budget) {
        Map<String, Long> takes = takes(manifest, uses);
        Set<String> loaded = new HashSet<>(takes.keySet());
        List<String> bySize = new ArrayList<>(takes.keySet());
        bySize.sort((a, b) -> Long.compare(takes.get(b), takes.get(a)));
        for (String largest : bySize) {
            MemoryPlan plan = of(manifest, uses, loaded, Long.MAX_VALUE, budget);
            if (plan.fits()) {
                return plan;
            }
            loaded.remove(largest);
        }
        return inTurn(manifest, uses, budget);
    }

    /** The same with every component loaded for its part only, whatever would fit. */
    public static MemoryPlan inTurn(PackManifest manifest, List<Use> uses, long budget) {
        return of(manifest, uses, Set.of(), budget, budget);
    }

    /** The same, and what can work in tiles does, in the smallest there are: no plan needs less. */
    public static MemoryPlan inTiles(PackManifest manifest, List<Use> uses, long budget) {
        return of(manifest, uses, Set.of(), 0, budget);
    }

    /** @param whole most bytes of a part that makes its picture in one, if it can make it in tiles */
    private static MemoryPlan of(PackManifest manifest, List<Use> uses, Set<String> loaded, long whole, long budget) {
        List<Part> parts = parts(manifest, uses, loaded, whole);
        return new MemoryPlan(
                parts, budget, parts.stream().mapToLong(Part::peak).max().orElse(0));
    }

    private static Component component(PackManifest manifest, String role) {
        return manifest.component(role).orElseThrow(() -> new IllegalArgumentException("no component " + role));
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

    /** Side of the tiles in which a component works, in sides of the pack's own picture; empty: in one. */
    public Optional<Double> tile(String component) {
        return parts.stream()
                .filter(part -> part.component().equals(component))
                .flatMap(part -> part.tile().stream())
                .findFirst();
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
                    (part.staysLoaded() ? "stays loaded" : "loaded for its part")
                            + (part.tile().isPresent() ? ", in tiles" : "")));
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

    private static List<Part> parts(PackManifest manifest, List<Use> uses, Set<String> loaded, long whole) {
        Map<String, Long> takes = takes(manifest, uses);
        long resident = loaded.stream().mapToLong(takes::get).sum();
        List<Part> parts = new ArrayList<>();
        for (Use use : uses) {
            long beside = resident + (loaded.size() == takes.size() ? use.held() : 0);
            for (String role : use.components()) {
                beside += loaded.contains(role) ? 0 : takes.get(role);
            }
            Map<String, Optional<Double>> tiles = new HashMap<>();
            long more = 0;
            for (String role : use.components()) {
                Component component = component(manifest, role);
                Optional<Double> tile = tile(manifest, component, use, whole - beside);
                tiles.put(role, tile);
                long most = Math.max(working(manifest, component, use, tile), component.storedBytes());
                more = Math.max(more, most - kept(manifest, component, use));
            }
            for (String role : use.components()) {
                Component component = component(manifest, role);
                parts.add(new Part(
                        role.equals(use.components().getFirst()) ? use.name() : role,
                        role,
                        weights(component),
                        working(manifest, component, use, tiles.get(role)),
                        kept(manifest, component, use),
                        use.rows(role),
                        loaded.contains(role),
                        tiles.get(role),
                        beside + more));
            }
        }
        return parts;
    }

    /** The largest tiles with which a component fits, the smallest if none do; empty where all of its picture fits. */
    private static Optional<Double> tile(PackManifest manifest, Component component, Use use, long room) {
        if (!use.tileable().contains(component.role()) || working(manifest, component, use, Optional.empty()) <= room) {
            return Optional.empty();
        }
        Optional<Double> smallest = Optional.empty();
        for (double side : TILES) {
            if (side < Math.max(use.picture().width(), use.picture().height())) {
                smallest = Optional.of(side);
                if (working(manifest, component, use, smallest) <= room) {
                    break;
                }
            }
        }
        return smallest;
    }

    /** Bytes of each component while it is loaded and has run. */
    private static Map<String, Long> takes(PackManifest manifest, List<Use> uses) {
        Map<String, Long> takes = new LinkedHashMap<>();
        for (Use use : uses) {
            for (String role : use.components()) {
                Component component = component(manifest, role);
                takes.merge(role, weights(component) + kept(manifest, component, use), Math::max);
            }
        }
        return takes;
    }

    /** What a network keeps of its working memory after a call. */
    private static long kept(PackManifest manifest, Component component, Use use) {
        return use.once().contains(component.role()) ? 0 : working(manifest, component, use, Optional.empty());
    }

    private static long working(PackManifest manifest, Component component, Use use, Optional<Double> tile) {
        Extent shown = tile.map(use.picture()::within).orElse(use.picture());
        return activation(manifest, component, use).bytes(use.rows(component.role()), shown.area());
    }

    private static Activation activation(PackManifest manifest, Component component, Use use) {
        Activation measured = manifest.activations().get(component.role());
        long maps = use.once().contains(component.role()) ? AUTOENCODER_MAPS : ASSUMED_MAPS;
        return measured != null
                ? measured
                : new Activation(weights(component) / 4, maps * Float.BYTES * largestPicture(manifest, component));
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
