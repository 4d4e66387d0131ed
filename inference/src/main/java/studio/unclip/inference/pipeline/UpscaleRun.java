package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.frame.Mosaic;
import studio.unclip.inference.frame.Tile;
import studio.unclip.inference.image.Background;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Stage;

/**
 * Draws a picture larger by an upsampler alone, tile by tile. What comes out, shrunk again, is the picture: the difference
 * is given back to every tile, so that no colour drifts. Transparency is enlarged by itself. One job; model thread only.
 */
final class UpscaleRun {
    /** A result is given in parts of this side. */
    private static final int PART = 1024;

    /** How far a resampling kernel reaches, pixels of the small picture. */
    private static final int REACH = 3;

    private static final TextFeatures UNREAD = new TextFeatures(new float[0], new float[0], new boolean[0]);

    private final ImageRequest.Upscale request;
    private final StageChoice stage;
    private final List<Tile> tiles;
    private final JobContext context;

    private UpscaleRun(ImageRequest.Upscale request, StageChoice stage, List<Tile> tiles, JobContext context) {
        this.request = request;
        this.stage = stage;
        this.tiles = tiles;
        this.context = context;
    }

    static Operation operation(PackContents contents, ImageRequest.Upscale request) {
        PackManifest manifest = contents.manifest();
        String name = manifest.stages().reversed().stream()
                .filter(one -> one.lowResolution().isPresent() && enlarges(one) % request.factor() == 0)
                .findFirst()
                .map(Stage::name)
                .orElseThrow(() -> new InvalidRequestException(
                        "factor",
                        "The pack " + manifest.id() + " has no upsampler that makes pictures " + request.factor()
                                + " times as large."));
        StageChoice stage = StageChoice.of(
                        manifest, request.sampling(), one -> one.name().equals(name))
                .getFirst();
        List<Tile> tiles = Tile.of(request.picture().bounds(), small(stage.stage()));
        return new Operation(
                request,
                List.of(stage),
                Set.of(),
                tiles.size(),
                tiles.stream()
                        .map(tile -> scaled(tile.frame().square(), request.factor()))
                        .toList(),
                context -> new UpscaleRun(request, stage, tiles, context).run());
    }

    private JobEvent.Ended run() throws PackException {
        PictureSource picture = request.picture();
        int factor = request.factor();
        Candidates candidates = new Candidates(context, request, List.of(stage), Map.of());
        List<Part> parts = new Cascade(context, List.of(stage), UNREAD, UNREAD).parts();
        Map<Integer, Mosaic> mosaics = new HashMap<>();
        for (int[] round : candidates.rounds(request)) {
            for (int i = 0; i < tiles.size(); i++) {
                int number = i;
                boolean last = i == tiles.size() - 1;
                candidates.make(
                        Arrays.stream(round),
                        parts,
                        index -> {
                            CandidateDraft draft = candidates.draft(request, index, number);
                            draft.paint(tiles.get(number).frame().read(picture), small(stage.stage()));
                            // Read by upsamplers that take z_i; none is known here.
                            draft.condition(context.engine().contents().tables().nullImageEmbedding());
                            return draft;
                        },
                        draft -> {
                            Mosaic mosaic = mosaics.computeIfAbsent(
                                    draft.index(),
                                    _ -> new Mosaic(picture.width() * factor, picture.height() * factor));
                            lay(tiles.get(number), draft.picture(), mosaic);
                            return last ? Optional.of(result(mosaics.remove(draft.index()))) : Optional.empty();
                        });
            }
        }
        return candidates.ended();
    }

    /** Lays a finished tile over those before it. */
    private void lay(Tile tile, Picture made, Mosaic mosaic) {
        int factor = request.factor();
        int side = small(stage.stage());
        int wide = side * factor;
        float[] large = Resample.resize(
                Pixels.toUnitPlanes(made.rgba(), 0, made.width() * made.height(), Background.WHITE),
                3,
                made.width(),
                made.width(),
                wide,
                wide,
                Filter.BOX);
        float[] lacks = Resample.resize(large, 3, wide, wide, side, side, Filter.BOX);
        float[] low = tile.frame().read(request.picture());
        for (int i = 0; i < low.length; i++) {
            lacks[i] = (low[i] + 1) / 2 - lacks[i];
        }
        float[] given = Resample.resize(lacks, 3, side, side, wide, wide, Filter.BICUBIC);
        for (int i = 0; i < large.length; i++) {
            large[i] = (large[i] + given[i]) * 2 - 1;
        }
        PixelRect kept = tile.kept();
        PixelRect square = tile.frame().square();
        PixelRect inside = scaled(kept.translate(-square.x(), -square.y()), factor);
        Picture piece =
                Picture.of(wide, wide, Pixels.toRgba(large, wide * wide)).read(inside);
        mosaic.lay(
                kept.x() * factor,
                kept.y() * factor,
                piece,
                (x, y) -> tile.share((x + 0.5) / factor, (y + 0.5) / factor));
    }

    private Result result(Mosaic mosaic) {
        if (Math.max(mosaic.width(), mosaic.height()) <= PART) {
            return new Result.Whole(part(mosaic, mosaic.bounds()));
        }
        List<Patch> patches = new ArrayList<>();
        for (int y = 0; y < mosaic.height(); y += PART) {
            for (int x = 0; x < mosaic.width(); x += PART) {
                PixelRect area =
                        new PixelRect(x, y, Math.min(PART, mosaic.width() - x), Math.min(PART, mosaic.height() - y));
                patches.add(new Patch(area, part(mosaic, area)));
            }
        }
        return new Result.Patches(mosaic.width(), mosaic.height(), 0, 0, patches);
    }

    /** A part with the old picture's transparency, enlarged. */
    private Picture part(Mosaic mosaic, PixelRect area) {
        int factor = request.factor();
        PictureSource picture = request.picture();
        int left = Math.max(0, area.x() / factor - REACH);
        int top = Math.max(0, area.y() / factor - REACH);
        int right = Math.min(picture.width(), area.right() / factor + REACH);
        int bottom = Math.min(picture.height(), area.bottom() / factor + REACH);
        int width = right - left;
        int height = bottom - top;
        Picture old = picture.read(new PixelRect(left, top, width, height));
        float[] small = Pixels.alpha(old.rgba(), width * height);
        float[] alpha = Resample.resize(small, 1, width, height, width * factor, height * factor, Filter.BICUBIC);
        byte[] rgba = mosaic.read(area).toRgba();
        for (int y = 0; y < area.height(); y++) {
            int from = (area.y() + y - top * factor) * width * factor + area.x() - left * factor;
            for (int x = 0; x < area.width(); x++) {
                Pixels.setAlpha(rgba, y * area.width() + x, alpha[from + x]);
            }
        }
        return Picture.of(area.width(), area.height(), rgba);
    }

    private static PixelRect scaled(PixelRect one, int factor) {
        return new PixelRect(one.x() * factor, one.y() * factor, one.width() * factor, one.height() * factor);
    }

    private static int small(Stage stage) {
        return stage.lowResolution().orElseThrow().size();
    }

    private static int enlarges(Stage stage) {
        return stage.size().orElseThrow() / small(stage);
    }
}
