package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
import studio.unclip.inference.api.ImageRequest.Ingredient;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackException;

/** {@code unclip mix}: a picture between pictures and prompts. */
@Command(
        name = "mix",
        sortOptions = false,
        description = "Makes a picture between pictures and prompts, or gives one an aspect of another.",
        footer = {
            "",
            "What names an existing file is a picture, anything else a prompt; text:… is a prompt in any case.",
            "Example: unclip mix owl.png \"a lion\" --weights 2,1 -o between.png",
            "         unclip mix house.png storm.png --take weather -o house-in-the-storm.png"
        })
final class MixCommand implements Callable<Integer> {
    private static final String TEXT = "text:";
    private static final int MOST_FRAMES = 64;

    private final CommandLineHost host;

    @Parameters(
            arity = "0..*",
            paramLabel = "A B",
            description = "2 to 8 pictures and prompts. Optional with --recipe, whose pictures are given by --image.")
    List<String> ingredients = new ArrayList<>();

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "W",
            description = "A weight for each, by commas; only their proportion counts, and a negative one leads away"
                    + " (--weights=-1,2). Default: all alike.")
    List<Double> weights = new ArrayList<>();

    @Option(
            names = "--take",
            paramLabel = "ASPECT",
            description = "Give the first this aspect of the second and leave the rest as it is: thing, place, style,"
                    + " light, weather or colour, as the pack knows them.")
    String aspect;

    @Option(
            names = "--layouts",
            description = "Mix the pictures' layouts too, found by DDIM inversion. Default: the layout is the seed's.")
    boolean layouts;

    @Option(
            names = "--strip",
            paramLabel = "N",
            description =
                    "N pictures from the first (all of it) to the second, 2 to 64. FILE.png is the strip, FILE-1.png"
                            + " to FILE-N.png are the pictures.")
    Integer strip;

    @Mixin
    RunOptions run = new RunOptions();

    MixCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        RequestRunner<ImageRequest.Mix> runner = new RequestRunner<>(host, run, ImageRequest.Mix.class);
        if (strip == null) {
            return runner.run(this::request, Outcome::whole);
        }
        if (strip < 2 || strip > MOST_FRAMES) {
            throw CommandFailure.usage("A strip has 2 to " + MOST_FRAMES + " pictures, not " + strip + ".");
        }
        if (aspect != null || !weights.isEmpty()) {
            throw CommandFailure.usage("A strip sets the weights itself; leave --weights and --take out.");
        }
        return runner.runSeries(this::request, this::frames);
    }

    private List<Labelled<ImageRequest.Mix>> frames(ImageRequest.Mix mix) {
        if (mix.ingredients().size() != 2) {
            throw CommandFailure.usage("A strip goes from one picture or prompt to one other, not between "
                    + mix.ingredients().size() + ".");
        }
        List<Labelled<ImageRequest.Mix>> frames = new ArrayList<>();
        for (int i = 0; i < strip; i++) {
            double theta = i / (strip - 1.0);
            List<Ingredient> weighted = List.of(
                    weigh(mix.ingredients().get(0), 1 - theta),
                    weigh(mix.ingredients().get(1), theta));
            frames.add(new Labelled<>(
                    String.format(Locale.ROOT, "%.2f", theta),
                    new ImageRequest.Mix(weighted, Optional.empty(), mix.layouts(), mix.sampling())));
        }
        return frames;
    }

    private ImageRequest.Mix request(Optional<ImageRequest.Mix> recipe, Sampling sampling) throws IOException {
        if (ingredients.isEmpty() && recipe.isEmpty()) {
            throw CommandFailure.usage(
                    "There is nothing to mix. Give 2 to 8 pictures and prompts, for example: unclip mix owl.png \"a lion\" -o"
                            + " between.png");
        }
        List<Ingredient> parts =
                new ArrayList<>(ingredients.isEmpty() ? recipe.orElseThrow().ingredients() : read());
        if (!weights.isEmpty() && weights.size() != parts.size()) {
            throw CommandFailure.usage("There are " + weights.size() + " weights for " + parts.size()
                    + " pictures and prompts; give one for each.");
        }
        for (int i = 0; i < weights.size(); i++) {
            parts.set(i, weigh(parts.get(i), weights.get(i)));
        }
        return new ImageRequest.Mix(
                parts,
                Optional.ofNullable(aspect).or(() -> recipe.flatMap(ImageRequest.Mix::aspect)),
                layouts || recipe.map(ImageRequest.Mix::layouts).orElse(false),
                sampling);
    }

    private List<Ingredient> read() throws IOException {
        InputPictures pictures = new InputPictures(host, run.report);
        List<Ingredient> parts = new ArrayList<>();
        for (String one : ingredients) {
            Optional<Path> file = file(one);
            parts.add(
                    file.isPresent()
                            ? new Ingredient.OfPicture(pictures.read(file.get()), 1)
                            : new Ingredient.OfPrompt(one.startsWith(TEXT) ? one.substring(TEXT.length()) : one, 1));
        }
        return parts;
    }

    private Optional<Path> file(String text) {
        if (text.startsWith(TEXT)) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(text);
            return Files.isRegularFile(host.resolve(file)) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Ingredient weigh(Ingredient one, double weight) {
        return switch (one) {
            case Ingredient.OfPicture seen -> new Ingredient.OfPicture(seen.picture(), weight);
            case Ingredient.OfPrompt words -> new Ingredient.OfPrompt(words.prompt(), weight);
        };
    }
}
