package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.DiffWay;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackException;

/** {@code unclip diff}: turns a picture from what one caption says towards what another says. */
@Command(
        name = "diff",
        sortOptions = false,
        description = "Turns a picture from what one caption says towards what another says; all else stays.",
        footer = {
            "",
            "A strip is written as FILE.png, and each of its pictures as FILE-1.png, FILE-2.png... from the picture itself"
                    + " to all the way, with its own recipe.",
            "Example: unclip diff cat.png --from \"a cat\" --to \"a lion\" --strip 7 -o lion.png"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int LONGEST_STRIP = 64;

    private final CommandLineHost host;

    @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "The picture. With --recipe it comes by --image.")
    Path image;

    @Option(names = "--to", paramLabel = "B", description = "What it is to show.")
    String to;

    @Option(names = "--from", paramLabel = "A", description = "What it shows. Default: the pack's captioner says it.")
    String from;

    @Option(names = "--theta", paramLabel = "T", description = "How far, 0 (the picture) to 1. Default: 1.")
    Double theta;

    @Option(names = "--strip", paramLabel = "N", description = "N pictures, 2 to 64, at equal steps from 0 to 1.")
    Integer strip;

    @Option(
            names = "--way",
            paramLabel = "WAY",
            description =
                    "prior (what the prior draws for B more than for A, the default) or text (the paper's: towards"
                            + " the captions' difference).")
    String way;

    @Option(
            names = "--mask",
            paramLabel = "MASK",
            description = "Change only what is white in this picture of the same size.")
    Path mask;

    @Option(names = "--fit", description = "Scale a mask of another size to the picture's.")
    boolean fit;

    @Mixin
    RunOptions run = new RunOptions();

    DiffCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        if (strip != null && (strip < 2 || strip > LONGEST_STRIP)) {
            throw CommandFailure.usage("--strip must be 2 to " + LONGEST_STRIP + ", not " + strip + ".");
        }
        if (strip != null && theta != null) {
            throw CommandFailure.usage("--strip goes through all thetas; leave --theta out.");
        }
        RequestRunner<ImageRequest.TextDiff> runner = new RequestRunner<>(host, run, ImageRequest.TextDiff.class);
        return strip == null
                ? runner.run(this::request, Outcome::whole)
                : runner.runSeries(this::request, this::series);
    }

    private List<Labelled<ImageRequest.TextDiff>> series(ImageRequest.TextDiff request) {
        List<Labelled<ImageRequest.TextDiff>> pictures = new ArrayList<>();
        for (int i = 0; i < strip; i++) {
            double at = i / (strip - 1.0);
            pictures.add(new Labelled<>(String.format(Locale.ROOT, "%.2f", at), request.at(at)));
        }
        return pictures;
    }

    private ImageRequest.TextDiff request(Optional<ImageRequest.TextDiff> recipe, Sampling sampling)
            throws IOException {
        PictureSource picture =
                EditedPicture.of(host, run, recipe, image, "unclip diff cat.png --to \"a lion\" -o lion.png");
        return new ImageRequest.TextDiff(
                picture,
                from != null ? from : recipe.map(ImageRequest.TextDiff::from).orElse(""),
                to != null ? to : recipe.map(ImageRequest.TextDiff::to).orElse(""),
                way != null ? way(way) : recipe.map(ImageRequest.TextDiff::way).orElse(DiffWay.PRIOR),
                theta != null ? theta : recipe.map(ImageRequest.TextDiff::theta).orElse(1.0),
                mask(recipe, picture),
                sampling);
    }

    private Optional<Mask> mask(Optional<ImageRequest.TextDiff> recipe, PictureSource picture) throws IOException {
        if (mask == null) {
            return recipe.flatMap(ImageRequest.TextDiff::mask);
        }
        MaskPicture read = new MaskPicture(new InputPictures(host, run.report).read(mask));
        return Optional.of(read.of(picture.width(), picture.height(), fit, false));
    }

    private static DiffWay way(String word) {
        return switch (word) {
            case "prior" -> DiffWay.PRIOR;
            case "text" -> DiffWay.TEXT;
            default ->
                throw new InvalidRequestException("way", "There is no way '" + word + "'. There are: prior, text.");
        };
    }
}
