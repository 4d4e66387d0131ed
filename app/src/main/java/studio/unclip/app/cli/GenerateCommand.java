package studio.unclip.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackException;

/** {@code unclip generate}: text to picture. */
@Command(
        name = "generate",
        sortOptions = false,
        description = "Makes pictures from a prompt and writes them as PNG, each with the recipe that makes it again.",
        footer = {
            "",
            "Several candidates are written as FILE-1.png, FILE-2.png... in the order of their seeds; the printed rank"
                    + " says which matches the prompt best.",
            "Example: unclip generate \"an owl in the snow\" --candidates 4 --seed 7 -o owl.png"
        })
final class GenerateCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(arity = "0..*", paramLabel = "PROMPT", description = "What to draw. Optional with --recipe.")
    List<String> words = new ArrayList<>();

    @Mixin
    RunOptions run = new RunOptions();

    @Option(
            names = "--prior",
            paramLabel = "WHAT",
            description =
                    "What the decoder is given for the image embedding: diffusion (drawn by the prior, the"
                            + " default), autoregressive (drawn by the other prior), text-embedding (the prompt's own embedding) or none (the prompt only).")
    String prior;

    GenerateCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        return new RequestRunner<>(host, run, ImageRequest.Generate.class).run(this::request, Outcome::whole);
    }

    private ImageRequest.Generate request(Optional<ImageRequest.Generate> recipe, Sampling sampling) {
        if (words.isEmpty() && recipe.isEmpty()) {
            throw new InvalidRequestException(
                    "prompt",
                    "There is no prompt. Say what to draw, for example: unclip generate \"an owl\" -o owl.png");
        }
        return new ImageRequest.Generate(
                words.isEmpty() ? recipe.orElseThrow().prompt() : String.join(" ", words),
                Optional.ofNullable(prior)
                        .map(Conditioning::ofWord)
                        .or(() -> recipe.map(ImageRequest.Generate::conditioning))
                        .orElse(Conditioning.DIFFUSION_PRIOR),
                recipe.map(ImageRequest.Generate::areas).orElse(List.of()),
                recipe.map(ImageRequest.Generate::splitting).orElse(false),
                sampling);
    }
}
