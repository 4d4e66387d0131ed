package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result of {@code bench} as a table or as JSON. */
final class BenchReport {
    private final ImageGenerator generator;
    private final ImageRequest.Generate request;
    private final BenchResult result;

    BenchReport(ImageGenerator generator, ImageRequest.Generate request, BenchResult result) {
        this.generator = generator;
        this.request = request;
        this.result = result;
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            Json.print(out, json());
        } else {
            table(out);
        }
    }

    private void table(PrintWriter out) {
        out.println(String.format(
                Locale.ROOT,
                "%s %s on %s, '%s', %d candidate(s), median of %d run(s) after %d warm-up(s)",
                generator.pack().id(),
                generator.pack().version(),
                generator.device().name(),
                request.prompt(),
                request.candidates(),
                result.runs().size(),
                result.warmups().size()));
        out.println(String.format(
                Locale.ROOT,
                "%-16s %6s %11s %11s %13s %10s %10s",
                "stage",
                "calls",
                "model ms",
                "outside ms",
                "outside/step",
                "outside %",
                "noise ms"));
        result.stages().forEach(stage -> out.println(row(stage)));
        out.println(row(result.total()));
        out.println(String.format(
                Locale.ROOT,
                "whole run        %.1f ms, model %.1f ms, everything else %.2f %%",
                TimingsJson.millis(result.wallNanos()),
                TimingsJson.millis(result.modelNanos()),
                result.restPercent()));
        out.println(String.format(Locale.ROOT, "open the pack    %.1f ms", TimingsJson.millis(result.openNanos())));
        out.println(String.format(
                Locale.ROOT,
                "make sessions    %.1f ms (all runs together)",
                TimingsJson.millis(result.sessionNanos())));
        out.println(
                String.format(Locale.ROOT, "write PNG        %.1f ms a run", TimingsJson.millis(result.pngNanos())));
        out.flush();
    }

    private static String row(BenchResult.Stage stage) {
        return String.format(
                Locale.ROOT,
                "%-16s %6d %11.1f %11.2f %13.3f %10.2f %10.2f",
                stage.name(),
                stage.calls(),
                TimingsJson.millis(stage.modelNanos()),
                TimingsJson.millis(stage.outsideNanos()),
                stage.outsideMillisPerStep(),
                stage.outsidePercent(),
                TimingsJson.millis(stage.noiseNanos()));
    }

    private ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("pack", generator.pack().id());
        json.put("packVersion", generator.pack().version());
        json.put("device", generator.device().id());
        json.put("deviceName", generator.device().name());
        json.put("prompt", request.prompt());
        json.put("seed", request.seed());
        json.put("candidates", request.candidates());
        json.put("warmups", result.warmups().size());
        json.put("repeats", result.runs().size());
        ArrayNode stages = json.putArray("stages");
        result.stages().forEach(stage -> stages.add(stage(stage)));
        json.set("total", stage(result.total()));
        json.put("runMs", TimingsJson.millis(result.wallNanos()));
        json.put("modelMs", TimingsJson.millis(result.modelNanos()));
        json.put("restPercent", result.restPercent());
        json.put("openMs", TimingsJson.millis(result.openNanos()));
        json.put("sessionMs", TimingsJson.millis(result.sessionNanos()));
        json.put("pngMs", TimingsJson.millis(result.pngNanos()));
        return json;
    }

    private static ObjectNode stage(BenchResult.Stage stage) {
        return Json.object()
                .put("stage", stage.name())
                .put("calls", stage.calls())
                .put("modelMs", TimingsJson.millis(stage.modelNanos()))
                .put("outsideMs", TimingsJson.millis(stage.outsideNanos()))
                .put("outsideMsPerStep", stage.outsideMillisPerStep())
                .put("outsidePercent", stage.outsidePercent())
                .put("noiseMs", TimingsJson.millis(stage.noiseNanos()));
    }
}
