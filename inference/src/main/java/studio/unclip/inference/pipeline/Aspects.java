package studio.unclip.inference.pipeline;

import java.util.Arrays;
import java.util.List;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.embedding.Sphere;
import studio.unclip.inference.pack.PackGeometry;

/**
 * Aspects of z_i that one picture takes from another (IP-Composer, arXiv 2502.13951), one after the other. Immutable.
 *
 * @param projectors of each
 */
record Aspects(List<PackGeometry.Projector> projectors) {

    Aspects {
        projectors = List.copyOf(projectors);
    }

    /** @throws IllegalArgumentException if a pack's geometry cannot tell one of them */
    static Aspects named(List<String> names, PackGeometry tables) {
        return new Aspects(names.stream()
                .map(name -> {
                    PackGeometry.Projector projector = tables.projectors().get(name);
                    if (projector == null) {
                        throw new IllegalArgumentException("it names the aspect '" + name
                                + "' as one of the ground, but its geometry has no projector for that");
                    }
                    return projector;
                })
                .toList());
    }

    /**
     * An embedding with the aspects of another.
     *
     * @param z raw, unit length, as {@code other} and the result
     */
    float[] of(float[] z, float[] other) {
        float[] taking = z;
        for (PackGeometry.Projector projector : projectors) {
            taking = Embeddings.taking(taking, other, projector.rows());
        }
        return taking;
    }

    /** Embeddings that all have these aspects of their mean on the sphere. */
    List<float[]> shared(List<float[]> all) {
        double[] equal = new double[all.size()];
        Arrays.fill(equal, 1);
        float[] mean = Sphere.mean(all, equal);
        return all.stream().map(z -> of(z, mean)).toList();
    }
}
