package studio.unclip.inference.pipeline;

import java.util.OptionalDouble;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.diffusion.NoiseStreams;

/** What is made of one candidate so far: each part of a job adds its share. Model thread. */
final class CandidateDraft {
    private final int index;
    private final long seed;
    private final NoiseStreams streams;
    private float[] conditioning;
    private Planes planes;
    private Picture picture;
    private OptionalDouble score = OptionalDouble.empty();

    /**
     * A picture as the networks see it.
     *
     * @param values planar RGB in [-1, 1], [3 x size x size]
     * @param size side, pixels
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Planes(float[] values, int size) {}

    /** @param seed the candidate's own */
    CandidateDraft(int index, long seed, NoiseStreams streams) {
        this.index = index;
        this.seed = seed;
        this.streams = streams;
    }

    int index() {
        return index;
    }

    long seed() {
        return seed;
    }

    NoiseStreams streams() {
        return streams;
    }

    /** The whitened embedding the decoder reads, [E]. */
    float[] conditioning() {
        return conditioning;
    }

    void condition(float[] whitened) {
        conditioning = whitened;
    }

    /** What the last stage made. */
    Planes planes() {
        return planes;
    }

    void paint(float[] values, int size) {
        planes = new Planes(values, size);
    }

    /** The finished picture. */
    Picture picture() {
        return picture;
    }

    /** The planes, twelve bytes a pixel, are let go. */
    void finish(Picture finished) {
        picture = finished;
        planes = null;
    }

    /** CLIP similarity of picture and prompt. */
    OptionalDouble score() {
        return score;
    }

    void score(double similarity) {
        score = OptionalDouble.of(similarity);
    }
}
