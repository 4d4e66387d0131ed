package studio.unclip.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.PictureSize;
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
            "Example: unclip generate \"an owl in the snow\" --candidates 4 --seed 7 -o owl.png",
            "         unclip generate \"a meadow\" --area \"0,512,400,512=a rabbit\" -o meadow.png"
        })
final class GenerateCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})\\s*[x×]\\s*(\\d{1,6})");

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

    @Option(
            names = "--area",
            paramLabel = "X,Y,W,H=PROMPT",
            description =
                    "A prompt for a part of the picture, in its pixels; as often as there are parts, a later one over"
                            + " an earlier one. The rest is drawn as PROMPT says.")
    List<String> areas = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "WxH",
            description =
                    "Width and height of the picture in pixels, for packs that take them. Default: the pack's own.")
    String size;

    @Option(
            names = "--no-regions",
            description = "Draw a prompt for two things (\"an owl and a dog\") as one, not in an area each.")
    boolean noRegions;

    @Option(
            names = "--same-look",
            description =
                    "Draw every candidate in the pack's usual look. Without it some of several are drawn in others, where the"
                            + " prompt names none.")
    boolean sameLook;

    @Option(
            names = "--compare",
            paramLabel = "conditioning",
            description =
                    "Draw the same seed four ways and side by side: caption only, text embedding, autoregressive and"
                            + " diffusion prior. FILE.png is the sheet, FILE-1.png to FILE-4.png are the pictures.")
    String compare;

    GenerateCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        RequestRunner<ImageRequest.Generate> runner = new RequestRunner<>(host, run, ImageRequest.Generate.class);
        if (compare == null) {
            return runner.run(this::request, Outcome::whole);
        }
        if (!compare.equals("conditioning")) {
            throw CommandFailure.usage("There is nothing to compare but conditioning: --compare conditioning.");
        }
        if (prior != null) {
            throw CommandFailure.usage(
                    "--compare draws with every prior, so --prior says nothing. Leave one of them out.");
        }
        return runner.runSeries(this::request, GenerateCommand::everyConditioning);
    }

    /** The rows of the paper's ablation (section 5.1), the plainest first, and both priors. */
    private static List<Labelled<ImageRequest.Generate>> everyConditioning(ImageRequest.Generate request) {
        return List.of(
                new Labelled<>("caption only", request.with(Conditioning.CAPTION_ONLY)),
                new Labelled<>("text embedding", request.with(Conditioning.TEXT_EMBEDDING)),
                new Labelled<>("autoregressive", request.with(Conditioning.AUTOREGRESSIVE_PRIOR)),
                new Labelled<>("diffusion", request.with(Conditioning.DIFFUSION_PRIOR)));
    }

    private ImageRequest.Generate request(Optional<ImageRequest.Generate> recipe, Sampling sampling) {
        if (words.isEmpty() && recipe.isEmpty()) {
            throw new InvalidRequestException(
                    "prompt",
                    "There is no prompt. Say what to draw, for example: unclip generate \"an owl\" -o owl.png");
        }
        // A recipe says its areas; with another prompt they are no longer its.
        boolean asRecorded = recipe.isPresent() && words.isEmpty();
        List<Area> wanted = !areas.isEmpty()
                ? areas.stream().map(GenerateCommand::area).toList()
                : asRecorded && !noRegions ? recipe.get().areas() : List.of();
        boolean splitting =
                !noRegions && areas.isEmpty() && (!asRecorded || recipe.get().splitting());
        OptionalInt looks =
                sameLook ? OptionalInt.empty() : asRecorded ? recipe.get().firstLook() : OptionalInt.of(0);
        return new ImageRequest.Generate(
                words.isEmpty() ? recipe.orElseThrow().prompt() : String.join(" ", words),
                Optional.ofNullable(prior)
                        .map(Conditioning::ofWord)
                        .or(() -> recipe.map(ImageRequest.Generate::conditioning))
                        .orElse(Conditioning.DIFFUSION_PRIOR),
                wanted,
                splitting,
                looks,
                size == null ? recipe.flatMap(ImageRequest.Generate::size) : Optional.of(size(size)),
                sampling);
    }

    private static PictureSize size(String text) {
        Matcher form = SIZE.matcher(text.strip());
        if (!form.matches()) {
            throw CommandFailure.usage(
                    "--size takes width and height in pixels: WIDTHxHEIGHT, for example 768x512, not '" + text + "'.");
        }
        return new PictureSize(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    private static Area area(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw CommandFailure.usage(
                    "An area is X,Y,W,H=PROMPT, for example --area \"0,0,512,1024=an owl\", not '" + text + "'.");
        }
        return new Area(
                Rectangles.parse("--area", text.substring(0, equals)),
                text.substring(equals + 1).strip());
    }
}
