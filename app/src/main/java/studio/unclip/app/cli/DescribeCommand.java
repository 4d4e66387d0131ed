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
import studio.unclip.inference.pack.PackException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip describe}: captions for a picture by the pack's captioner. */
@Command(
        name = "describe",
        sortOptions = false,
        description = "Writes captions for a picture: the one CLIP finds closest to it first, with that similarity.",
        footer = {"", "Example: unclip describe owl.png"})
final class DescribeCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(paramLabel = "IMAGE", description = "A PNG, JPEG or OpenRaster picture.")
    Path image;

    @Option(
            names = "--captions",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many captions the search follows and prints at most, 1 to 32. Default: 5.")
    int captions;

    @Mixin
    PackOptions pack = new PackOptions();

    @Mixin
    ReportOptions report = new ReportOptions();

    DescribeCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        AnalysisRequest.Describe request =
                new AnalysisRequest.Describe(new InputPictures(host, report).read(image), captions);
        try (ImageGenerator generator = pack.open(host, report, Optional.empty())) {
            AnalysisResult.Described described =
                    new JobRunner(generator, host, report).analyse(request, AnalysisResult.Described.class);
            print(described.captions());
        }
        return ExitCode.OK;
    }

    private void print(List<AnalysisResult.Caption> described) {
        if (!report.json) {
            described.forEach(caption ->
                    host.out().println(String.format(Locale.ROOT, "%6.3f  %s", caption.similarity(), caption.text())));
            return;
        }
        ObjectNode json = Json.object().put("file", image.toString());
        ArrayNode array = json.putArray("captions");
        for (AnalysisResult.Caption caption : described) {
            array.addObject()
                    .put("text", caption.text())
                    .put("similarity", caption.similarity())
                    .put("logProbability", caption.logProbability());
        }
        Json.print(host.out(), json);
    }
}
