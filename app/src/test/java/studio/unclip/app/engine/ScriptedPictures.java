package studio.unclip.app.engine;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSize;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.api.StageSettings;

/**
 * What the engine without a model draws: pictures of one colour that follows from the seed, patches of it where a part of
 * a picture is asked for, scores by script.
 */
public final class ScriptedPictures {
    /** How much of a picture the model sees on each side of a mask, pixels. */
    public static final int AROUND = 16;

    LongFunction<Picture> drawing = ScriptedPictures::picture;

    /** Of the candidates in order, over again when they run out. */
    List<Double> scores = List.of(0.3);

    /** Every candidate comes with them. */
    Set<Candidate.Warning> warnings = Set.of();

    /** The picture of a seed: its lowest bytes as a colour. */
    public static Picture picture(long seed) {
        byte[] rgba = new byte[8 * 8 * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            rgba[i] = (byte) seed;
            rgba[i + 1] = (byte) (seed >> 8);
            rgba[i + 2] = (byte) (i / 4);
            rgba[i + 3] = (byte) 255;
        }
        return Picture.of(8, 8, rgba);
    }

    /** What the model would be shown: around a mask so much more, of a canvas that grows all. */
    PixelRect view(ImageRequest request) {
        return switch (request) {
            case ImageRequest.Inpaint inpaint -> {
                PixelRect box = inpaint.mask().area().orElseThrow();
                yield new PixelRect(
                        box.x() - AROUND, box.y() - AROUND, box.width() + 2 * AROUND, box.height() + 2 * AROUND);
            }
            case ImageRequest.Expand expand ->
                new PixelRect(0, 0, expand.canvas().width(), expand.canvas().height());
            case ImageRequest.Vary vary -> vary.picture().bounds();
            case ImageRequest.Refine refine -> refine.picture().bounds();
            case ImageRequest.TextDiff diff -> diff.picture().bounds();
            default -> drawing.apply(request.seed()).bounds();
        };
    }

    /** A preview of a candidate: the finished picture. */
    Picture guess(ImageRequest request, int candidate) {
        return drawing.apply(Seeds.ofCandidate(request.seed(), candidate));
    }

    double score(int index) {
        return scores.get(index % scores.size());
    }

    /** A finished one. */
    Candidate candidate(ImageRequest request, int index) {
        long seed = Seeds.ofCandidate(request.seed(), index);
        Map<String, StageSettings> all = new TreeMap<>();
        ScriptedGenerator.PACK.stages().forEach(stage -> all.put(stage.name(), stage.defaults()));
        all.putAll(request.stages());
        Recipe recipe = new Recipe(
                ScriptedGenerator.PACK.id(),
                ScriptedGenerator.PACK.version(),
                request.with(new Sampling(seed, 1, all, request.sampling().noiseOrder())),
                Map.of());
        return new Candidate(index, result(request, seed), recipe, OptionalDouble.of(score(index)), warnings);
    }

    private Result result(ImageRequest request, long seed) {
        return switch (request) {
            case ImageRequest.Inpaint inpaint -> {
                PixelRect all = inpaint.picture().bounds();
                yield new Result.Patches(
                        all.width(),
                        all.height(),
                        0,
                        0,
                        List.of(patch(view(request).intersect(all), seed)));
            }
            case ImageRequest.Expand expand -> {
                PixelRect canvas = expand.canvas();
                yield new Result.Patches(
                        canvas.width(),
                        canvas.height(),
                        -canvas.x(),
                        -canvas.y(),
                        List.of(patch(new PixelRect(0, 0, canvas.width(), canvas.height()), seed)));
            }
            default -> new Result.Whole(finished(request, seed));
        };
    }

    /** Filled with the first pixel of the seed's picture. */
    private Patch patch(PixelRect area, long seed) {
        byte[] pixel = new byte[4];
        drawing.apply(seed).rgba().get(0, pixel);
        byte[] rgba = new byte[area.width() * area.height() * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = pixel[i % 4];
        }
        return new Patch(area, Picture.of(area.width(), area.height(), rgba));
    }

    /** As the request wants it: larger than its own picture, or as the seed has it. */
    private Picture finished(ImageRequest request, long seed) {
        if (request instanceof ImageRequest.Generate generate && generate.size().isPresent()) {
            PictureSize size = generate.size().get();
            return patch(new PixelRect(0, 0, size.width(), size.height()), seed).pixels();
        }
        if (!(request instanceof ImageRequest.Upscale upscale)) {
            return drawing.apply(seed);
        }
        Picture small = upscale.picture().read(upscale.picture().bounds());
        int width = small.width() * upscale.factor();
        byte[] rgba = new byte[width * small.height() * upscale.factor() * 4];
        for (int i = 0; i < rgba.length / 4; i++) {
            int from = i / width / upscale.factor() * small.width() + i % width / upscale.factor();
            small.rgba().get(from * 4, rgba, i * 4, 4);
        }
        return Picture.of(width, small.height() * upscale.factor(), rgba);
    }
}
