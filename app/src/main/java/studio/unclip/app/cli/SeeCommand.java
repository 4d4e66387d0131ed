package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.pack.PackException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip see}: what CLIP sees in a picture, in the pack's words. */
@Command(
        name = "see",
        sortOptions = false,
        description = "Says which of the pack's words for things, places and styles fit a picture best, or what changed"
                + " between two. The number says by how many standard deviations a word stands out among its kind.",
        footer = {
            "",
            "Example: unclip see owl.png --region 0,0,512,512",
            "         unclip see before.png --against after.png"
        })
final class SeeCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(paramLabel = "IMAGE", description = "A PNG, JPEG or OpenRaster picture.")
    Path image;

    @Option(names = "--region", paramLabel = "X,Y,W,H", description = "Look at this part of it only, in pixels.")
    String region;

    @Option(
            names = "--against",
            paramLabel = "IMAGE",
            description = "Say what this picture shows more, and what less, than the first.")
    Path against;

    @Mixin
    PackOptions pack = new PackOptions();

    @Mixin
    ReportOptions report = new ReportOptions();

    SeeCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        if (region != null && against != null) {
            throw CommandFailure.usage("--region looks at one picture, --against at two; leave one of them out.");
        }
        Optional<PixelRect> part = Optional.ofNullable(region).map(text -> Rectangles.parse("--region", text));
        InputPictures pictures = new InputPictures(host, report);
        Picture picture = pictures.read(image);
        AnalysisRequest request = against == null
                ? new AnalysisRequest.See(picture, part)
                : new AnalysisRequest.SeeChange(picture, pictures.read(against));
        try (ImageGenerator generator = pack.open(host, report, Optional.empty())) {
            JobRunner runner = new JobRunner(generator, host, report);
            if (against == null) {
                print(runner.analyse(request, AnalysisResult.Seen.class));
            } else {
                print(runner.analyse(request, AnalysisResult.Changed.class));
            }
        }
        return ExitCode.OK;
    }

    private void print(AnalysisResult.Seen seen) {
        if (!report.json) {
            lines("", seen.words());
            return;
        }
        ObjectNode json = Json.object().put("file", image.toString());
        add(json.putArray("words"), seen.words());
        Json.print(host.out(), json);
    }

    private void print(AnalysisResult.Changed changed) {
        if (!report.json) {
            lines("more  ", changed.more());
            lines("less  ", changed.less());
            return;
        }
        ObjectNode json = Json.object().put("before", image.toString()).put("after", against.toString());
        add(json.putArray("more"), changed.more());
        add(json.putArray("less"), changed.less());
        Json.print(host.out(), json);
    }

    private void lines(String before, List<AnalysisResult.Sight> words) {
        for (AnalysisResult.Sight sight : words) {
            host.out()
                    .println(String.format(
                            Locale.ROOT, "%s%6.2f  %-5s  %s", before, sight.clarity(), kind(sight), sight.words()));
        }
        host.out().flush();
    }

    private static void add(ArrayNode array, List<AnalysisResult.Sight> words) {
        for (AnalysisResult.Sight sight : words) {
            array.addObject()
                    .put("words", sight.words())
                    .put("kind", kind(sight))
                    .put("similarity", sight.similarity())
                    .put("clarity", sight.clarity());
        }
    }

    private static String kind(AnalysisResult.Sight sight) {
        return sight.kind().name().toLowerCase(Locale.ROOT);
    }
}
