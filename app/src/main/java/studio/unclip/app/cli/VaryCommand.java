package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.edit.VaryAmount;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackException;

/** {@code unclip vary}: relatives of a picture. */
@Command(
        name = "vary",
        sortOptions = false,
        description =
                "Draws relatives of a picture: other in meaning, in layout, or both. At 0 and 0 it is the picture.",
        footer = {
            "",
            "Several candidates are written as FILE-1.png, FILE-2.png...",
            "Example: unclip vary cat.png --amount medium --candidates 4 -o relatives.png"
        })
final class VaryCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "The picture. With --recipe it comes by --image.")
    Path image;

    @Option(names = "--meaning", paramLabel = "D", description = "How far what it shows moves, 0 to 1.")
    Double meaning;

    @Option(names = "--layout", paramLabel = "D", description = "How much of where things are is drawn anew, 0 to 1.")
    Double layout;

    @Option(
            names = "--amount",
            paramLabel = "WORD",
            description = "subtle, medium or strong: sets both dials. Default, without dials: medium.")
    String amount;

    @Mixin
    RunOptions run = new RunOptions();

    VaryCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        return new RequestRunner<>(host, run, ImageRequest.Vary.class).run(this::request, Outcome::whole);
    }

    private ImageRequest.Vary request(Optional<ImageRequest.Vary> recipe, Sampling sampling) throws IOException {
        if (amount != null && (meaning != null || layout != null)) {
            throw CommandFailure.usage("--amount sets both dials; give it, or --meaning and --layout.");
        }
        PictureSource picture = EditedPicture.of(host, run, recipe, image, "unclip vary cat.png -o relatives.png");
        if (amount == null && (meaning != null || layout != null || recipe.isPresent())) {
            return new ImageRequest.Vary(
                    picture,
                    meaning != null
                            ? meaning
                            : recipe.map(ImageRequest.Vary::meaning).orElse(0.0),
                    layout != null
                            ? layout
                            : recipe.map(ImageRequest.Vary::layout).orElse(0.0),
                    sampling);
        }
        VaryAmount stop = amount == null ? VaryAmount.MEDIUM : VaryAmount.ofWord(amount);
        return new ImageRequest.Vary(picture, stop.meaning(), stop.layout(), sampling);
    }
}
