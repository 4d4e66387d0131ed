package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.pack.PackException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip classify}: zero-shot labels (CLIP paper, section 3.1). */
@Command(
        name = "classify",
        sortOptions = false,
        description = "Says which of your labels fits a picture best, as CLIP sees it: most probable first.",
        footer = {"", "Example: unclip classify owl.png --labels owl,parrot,penguin"})
final class ClassifyCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(paramLabel = "IMAGE", description = "A PNG, JPEG or OpenRaster picture.")
    Path image;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "A,B,C",
            description = "The labels to choose from, with commas between; may be repeated.")
    List<String> labels = new ArrayList<>();

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            defaultValue = "{}",
            description = "The caption around each label; {} is where the label goes. Default: the label alone.")
    String template;

    @Mixin
    PackOptions pack = new PackOptions();

    @Mixin
    ReportOptions report = new ReportOptions();

    ClassifyCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        List<String> all = labels.stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(String::strip)
                .toList();
        Picture picture = new InputPictures(host, report).read(image);
        AnalysisRequest.Classify request = new AnalysisRequest.Classify(picture, all, template);
        try (ImageGenerator generator = pack.open(host, report, Optional.empty())) {
            AnalysisResult.Classified classified =
                    new JobRunner(generator, host, report).analyse(request, AnalysisResult.Classified.class);
            print(classified.labels());
        }
        return ExitCode.OK;
    }

    private void print(List<AnalysisResult.Label> classified) {
        if (!report.json) {
            classified.forEach(label -> host.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%5.1f %%  %6.3f  %s",
                            100 * label.probability(),
                            label.similarity(),
                            label.label())));
            return;
        }
        ObjectNode json = Json.object().put("file", image.toString());
        ArrayNode array = json.putArray("labels");
        for (AnalysisResult.Label label : classified) {
            array.addObject()
                    .put("label", label.label())
                    .put("probability", label.probability())
                    .put("similarity", label.similarity());
        }
        Json.print(host.out(), json);
    }
}
