package studio.unclip.inference.pack;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The numbers of {@code geometry.safetensors}, as they are; what they mean is in docs/pack-format.md. Matrices are
 * row-major. The arrays are the record's own: read them, never write them.
 *
 * @param dimension E
 * @param mean [E] mean of the raw image embeddings
 * @param whiten [E,E] or, for a diagonal whitening, [E]: z_white = whiten (z - mean)
 * @param unwhiten the same form: z = unwhiten z_white + mean
 * @param pca [K,E] principal components of the centred raw image embeddings, largest variance first; K may be 0
 * @param textMean [E] mean of the raw text embeddings
 * @param nullImageEmbedding [E] the decoder's learned "no image embedding", whitened space
 * @param nullTextEmbedding [E] the decoder's learned "no text"; empty where that is the caption ""
 * @param nullTextEmbeddingPrior [E] the prior's; the same array where the pack has one for both
 * @param projectors by aspect: what of an embedding says the style, the place, …; mostly none
 * @param autoregressive tables of the autoregressive prior, if the pack has one
 */
@SuppressWarnings("ArrayRecordComponent") // tables that nobody compares; copying them would double them
public record PackGeometry(
        int dimension,
        float[] mean,
        float[] whiten,
        float[] unwhiten,
        float[] pca,
        float[] textMean,
        float[] nullImageEmbedding,
        float[] nullTextEmbedding,
        float[] nullTextEmbeddingPrior,
        Map<String, Projector> projectors,
        Optional<Buckets> autoregressive) {
    private static final String PROJECTOR = "projector_";

    /** Rows of a projector are orthonormal within this. */
    private static final double ORTHONORMAL = 1e-3;

    public PackGeometry {
        projectors = Map.copyOf(projectors);
    }

    /**
     * The part of the embedding space in which captions differ that differ in one aspect only. P = rowsT rows; the aspect
     * of B on A is normalise(z_A - P z_A + P z_B), on raw embeddings.
     *
     * @param rank R, 1 to E
     * @param rows [R,E], orthonormal
     */
    public record Projector(int rank, float[] rows) {}

    /**
     * How the autoregressive prior quantises.
     *
     * @param components K
     * @param buckets B
     * @param edges [K,B-1] borders per component, ascending
     * @param centres [K,B] the value a bucket stands for
     * @param dotEdges [B-1] borders for the dot product with the text embedding, ascending
     * @param nullText [E] its learned "no text"
     */
    public record Buckets(
            int components, int buckets, float[] edges, float[] centres, float[] dotEdges, float[] nullText) {}

    static PackGeometry read(String pack, Path path, EmbeddingSpec spec) throws PackException {
        SafetensorsFile file = SafetensorsFile.open(pack, path);
        int e = spec.dimension();
        int k = spec.pcaComponents();
        long[] whitening = spec.whitening() == EmbeddingSpec.Whitening.FULL ? new long[] {e, e} : new long[] {e};
        float[] nullText =
                spec.noText() == EmbeddingSpec.NoText.LEARNED ? file.floats("null_text_embedding", e) : new float[0];
        float[] nullTextPrior = optional(file, "null_text_embedding_prior", e, nullText);
        return new PackGeometry(
                e,
                file.floats("mean", e),
                file.floats("whiten", whitening),
                file.floats("unwhiten", whitening),
                k == 0 ? new float[0] : file.floats("pca", k, e),
                file.floats("text_mean", e),
                file.floats("null_image_embedding", e),
                nullText,
                nullTextPrior,
                projectors(pack, file, e),
                buckets(pack, file, optional(file, "null_text_embedding_autoregressive", e, nullTextPrior), k));
    }

    private static Map<String, Projector> projectors(String pack, SafetensorsFile file, int e) throws PackException {
        Map<String, Projector> projectors = new TreeMap<>();
        for (String name : file.names()) {
            if (!name.startsWith(PROJECTOR)) {
                continue;
            }
            List<Long> shape = file.shape(name).orElseThrow();
            long rank = shape.isEmpty() ? 0 : shape.getFirst();
            if (rank < 1 || rank > e) {
                throw PackException.damaged(
                        pack, "the tensor " + name + " must be [R," + e + "] with R from 1 to " + e + ", is " + shape);
            }
            float[] rows = file.floats(name, rank, e);
            for (int a = 0; a < rank; a++) {
                for (int b = 0; b <= a; b++) {
                    if (Math.abs(dot(rows, a, b, e) - (a == b ? 1 : 0)) > ORTHONORMAL) {
                        throw PackException.damaged(pack, "the rows of the tensor " + name + " are not orthonormal");
                    }
                }
            }
            projectors.put(name.substring(PROJECTOR.length()), new Projector((int) rank, rows));
        }
        return projectors;
    }

    private static double dot(float[] rows, int a, int b, int e) {
        double sum = 0;
        for (int i = 0; i < e; i++) {
            sum += (double) rows[a * e + i] * rows[b * e + i];
        }
        return sum;
    }

    private static float[] optional(SafetensorsFile file, String name, int size, float[] otherwise)
            throws PackException {
        return file.names().contains(name) ? file.floats(name, size) : otherwise;
    }

    private static Optional<Buckets> buckets(String pack, SafetensorsFile file, float[] nullText, int pcaComponents)
            throws PackException {
        Optional<List<Long>> shape = file.shape("ar_centres");
        if (shape.isEmpty()) {
            return Optional.empty();
        }
        if (shape.get().size() != 2 || shape.get().get(0) < 1 || shape.get().get(1) < 2) {
            throw PackException.damaged(pack, "the tensor ar_centres must be [components, buckets], is " + shape.get());
        }
        long k = shape.get().get(0);
        long b = shape.get().get(1);
        if (k > pcaComponents) {
            throw PackException.damaged(
                    pack, "the autoregressive prior has " + k + " components, the geometry only " + pcaComponents);
        }
        Buckets buckets = new Buckets(
                Math.toIntExact(k),
                Math.toIntExact(b),
                file.floats("ar_edges", k, b - 1),
                file.floats("ar_centres", k, b),
                file.floats("ar_dot_edges", b - 1),
                nullText);
        for (int row = 0; row <= k; row++) {
            float[] edges = row == k
                    ? buckets.dotEdges()
                    : Arrays.copyOfRange(buckets.edges(), row * ((int) b - 1), (row + 1) * ((int) b - 1));
            for (int i = 1; i < edges.length; i++) {
                if (edges[i] < edges[i - 1]) {
                    throw PackException.damaged(
                            pack, "the bucket borders of the autoregressive prior are not ascending");
                }
            }
        }
        return Optional.of(buckets);
    }
}
