package studio.unclip.inference.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.diffusion.NoiseAhead;
import studio.unclip.inference.diffusion.NoiseStreams;
import studio.unclip.inference.image.Background;
import studio.unclip.inference.image.Pixels;

/** What is made of one candidate so far: each part of a job adds its share. Model thread. */
final class CandidateDraft {
    private final int index;
    private final int window;
    private final long seed;
    private final NoiseStreams streams;
    private final Map<String, Departure> departures = new HashMap<>();
    private final Map<String, NoiseAhead> noise = new HashMap<>();
    private Optional<KnownPicture> known = Optional.empty();
    private ToDoubleFunction<float[]> flaw = _ -> 0;
    private double enough;
    private float[] conditioning;
    private Optional<float[]> away = Optional.empty();
    private List<float[]> inAreas = List.of();
    private Planes planes;
    private Picture picture;
    private OptionalDouble score = OptionalDouble.empty();
    private boolean seen = true;

    /**
     * A picture as the networks see it.
     *
     * @param values planar RGB in [-1, 1], [3 x height x width]
     * @param width pixels
     * @param height pixels
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Planes(float[] values, int width, int height) {
        /** As a picture shows it, over white. */
        static Planes of(Picture picture) {
            float[] planes =
                    Pixels.toUnitPlanes(picture.rgba(), 0, picture.width() * picture.height(), Background.WHITE);
            for (int k = 0; k < planes.length; k++) {
                planes[k] = planes[k] * 2 - 1;
            }
            return new Planes(planes, picture.width(), picture.height());
        }

        /** In eight bits. */
        Picture picture() {
            return Picture.of(width, height, Pixels.toRgba(values, width * height));
        }
    }

    /**
     * @param window which part of the candidate it is, from 0
     * @param seed the candidate's own
     */
    CandidateDraft(int index, int window, long seed, NoiseStreams streams) {
        this.index = index;
        this.window = window;
        this.seed = seed;
        this.streams = streams;
    }

    int index() {
        return index;
    }

    int window() {
        return window;
    }

    long seed() {
        return seed;
    }

    /** Whether previews show it. */
    boolean isSeen() {
        return seen;
    }

    /** It is made to be measured against, and no preview shows it. */
    void hide() {
        seen = false;
    }

    NoiseStreams streams() {
        return streams;
    }

    /** The noise of a stage that was begun before the stage, once; empty where none was. */
    Optional<NoiseAhead> takeNoise(String stage) {
        return Optional.ofNullable(noise.remove(stage));
    }

    /** @param begun for the stage's only loop; not called if there is some already */
    void keepNoise(String stage, Supplier<NoiseAhead> begun) {
        noise.computeIfAbsent(stage, _ -> begun.get());
    }

    /** Nothing more is made of it: noise that waits for a stage is let go. */
    void abandon() {
        noise.values().forEach(NoiseAhead::abandon);
        noise.clear();
    }

    /** How the stage's loop departs from the plain one. */
    Departure departure(String stage) {
        return departures.getOrDefault(stage, Departure.NONE);
    }

    boolean departs(String stage) {
        return departures.containsKey(stage);
    }

    void depart(String stage, Departure how) {
        departures.put(stage, how);
    }

    /** What is known of the picture before it is made. */
    Optional<KnownPicture> known() {
        return known;
    }

    void know(KnownPicture picture) {
        known = Optional.of(picture);
    }

    /** How far a picture of the decoder's, planar RGB in [-1, 1], is from what is wanted; of several the least is kept. */
    double flaw(float[] made) {
        return flaw.applyAsDouble(made);
    }

    /** Whether no other need be drawn. */
    boolean suffices(double found) {
        return found <= enough;
    }

    void judge(ToDoubleFunction<float[]> by, double good) {
        flaw = by;
        enough = good;
    }

    /** The whitened embedding that guidance leads away from, [E]; empty: the null. */
    Optional<float[]> away() {
        return away;
    }

    void leadAway(float[] whitened) {
        away = Optional.of(whitened);
    }

    /** The whitened embedding the decoder reads, [E]. */
    float[] conditioning() {
        return conditioning;
    }

    void condition(float[] whitened) {
        conditioning = whitened;
    }

    /** The whitened embeddings the decoder reads in areas of their own, in the areas' order; mostly none. */
    List<float[]> inAreas() {
        return inAreas;
    }

    void conditionAreas(List<float[]> whitened) {
        inAreas = List.copyOf(whitened);
    }

    /** What the last stage made. */
    Planes planes() {
        return planes;
    }

    void paint(float[] values, int size) {
        paint(new Planes(values, size, size));
    }

    void paint(Planes made) {
        planes = made;
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
