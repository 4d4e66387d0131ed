package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackException;

/** {@code unclip refine}: a picture drawn anew as a prompt says. */
@Command(
        name = "refine",
        sortOptions = false,
        description = "Begins with a picture, a rough painting for example, and draws it anew as the prompt says.",
        footer = {"", "Example: unclip refine sketch.png \"a house in a meadow\" --strength 0.6 -o house.png"})
final class RefineCommand implements Callable<Integer> {
    private static final double USUAL = 0.5;

    private final CommandLineHost host;

    @Parameters(
            arity = "0..*",
            paramLabel = "IMAGE PROMPT",
            description = "The picture, then what it is to become. With --recipe the picture comes by --image.")
    List<String> words = new ArrayList<>();

    @Option(
            names = "--strength",
            paramLabel = "S",
            description = "How much of the picture is drawn anew, 0 (nothing) to 1 (all of it). Default: 0.5, which is"
                    + " what the pack does best.")
    Double strength;

    @Option(names = "--negative", paramLabel = "WORDS", description = "What to lead away from.")
    String negative;

    @Mixin
    RunOptions run = new RunOptions();

    RefineCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        return new RequestRunner<>(host, run, ImageRequest.Refine.class).run(this::request, Outcome::whole);
    }

    private ImageRequest.Refine request(Optional<ImageRequest.Refine> recipe, Sampling sampling) throws IOException {
        boolean named = recipe.isEmpty() && !words.isEmpty();
        PictureSource picture = EditedPicture.of(
                host,
                run,
                recipe,
                named ? Path.of(words.getFirst()) : null,
                "unclip refine sketch.png \"a house\" -o house.png");
        String said = String.join(" ", named ? words.subList(1, words.size()) : words);
        return new ImageRequest.Refine(
                picture,
                said.isBlank() ? recipe.map(ImageRequest.Refine::prompt).orElse("") : said,
                negative != null
                        ? negative
                        : recipe.map(ImageRequest.Refine::negative).orElse(""),
                strength != null
                        ? strength
                        : recipe.map(ImageRequest.Refine::strength).orElse(USUAL),
                sampling);
    }
}
