package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.edit.Assembly;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackException;

/** {@code unclip upscale}: draws a picture larger. */
@Command(
        name = "upscale",
        sortOptions = false,
        description = "Draws a picture two or four times as large with the pack's upsampler; it shows the same.",
        footer = {"", "Example: unclip upscale owl.png --factor 2 -o large.png"})
final class UpscaleCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(
            arity = "0..1",
            paramLabel = "IMAGE",
            description = "A PNG, JPEG or OpenRaster picture; with --recipe it comes by --image.")
    Path image;

    @Option(names = "--factor", paramLabel = "F", description = "How many times as large: 2 or 4. Default: 2.")
    Integer factor;

    @Mixin
    RunOptions run = new RunOptions();

    UpscaleCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        return new RequestRunner<>(host, run, ImageRequest.Upscale.class)
                .run(
                        this::request,
                        candidate ->
                                new Outcome(Assembly.of(candidate.result()), Map.of(), Map.of(), List.of(), List.of()));
    }

    private ImageRequest.Upscale request(Optional<ImageRequest.Upscale> recipe, Sampling sampling) throws IOException {
        if (recipe.isPresent() == (image != null)) {
            throw CommandFailure.usage(
                    recipe.isPresent()
                            ? "With --recipe the picture comes by --image."
                            : "Say which picture: unclip upscale PICTURE.png --factor 2 -o OUT.png.");
        }
        PictureSource picture =
                recipe.isPresent() ? recipe.get().picture() : new InputPictures(host, run.report).read(image);
        int times = Optional.ofNullable(factor)
                .or(() -> recipe.map(ImageRequest.Upscale::factor))
                .orElse(2);
        return new ImageRequest.Upscale(picture, times, sampling);
    }
}
