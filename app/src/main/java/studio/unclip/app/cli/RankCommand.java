package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.pack.PackException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip rank}: which pictures match a text best, by CLIP. */
@Command(
        name = "rank",
        sortOptions = false,
        description = "Sorts pictures by how well they match a text, as CLIP sees it: best first, with the cosine.",
        footer = {"", "Example: unclip rank \"a red bicycle\" *.png"})
final class RankCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(index = "0", paramLabel = "TEXT", description = "The text to compare with.")
    String text;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "PNG, JPEG or OpenRaster pictures.")
    List<Path> images = new ArrayList<>();

    @Mixin
    PackOptions pack = new PackOptions();

    @Mixin
    ReportOptions report = new ReportOptions();

    RankCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        if (text.isBlank()) {
            throw CommandFailure.usage("There is no text to rank the pictures by.");
        }
        InputPictures pictures = new InputPictures(host, report);
        try (ImageGenerator generator = pack.open(host, report, Optional.empty())) {
            if (!report.quiet) {
                new PromptNotes(generator.check(text), List.of()).lines().forEach(host.err()::println);
            }
            JobRunner runner = new JobRunner(generator, host, report);
            List<Double> similarities = new ArrayList<>();
            for (Path image : images) {
                // One by one: a folder of photographs does not fit the memory together.
                AnalysisRequest.Rank request = new AnalysisRequest.Rank(text, List.of(pictures.read(image)));
                similarities.addAll(
                        runner.analyse(request, AnalysisResult.Ranked.class).similarities());
            }
            print(similarities);
        }
        return ExitCode.OK;
    }

    private void print(List<Double> similarities) {
        List<Integer> order = IntStream.range(0, similarities.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -similarities.get(i)))
                .toList();
        if (!report.json) {
            order.forEach(i ->
                    host.out().println(String.format(Locale.ROOT, "%6.3f  %s", similarities.get(i), images.get(i))));
            return;
        }
        ObjectNode json = Json.object().put("text", text);
        ArrayNode ranked = json.putArray("pictures");
        for (int rank = 0; rank < order.size(); rank++) {
            int i = order.get(rank);
            ranked.addObject()
                    .put("file", images.get(i).toString())
                    .put("similarity", similarities.get(i))
                    .put("rank", rank + 1);
        }
        Json.print(host.out(), json);
    }
}
