package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.RunPlan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer to {@code --plan}: what would run, and how much memory it needs. */
final class PlanReport {
    private final PrintWriter out;

    PlanReport(PrintWriter out) {
        this.out = out;
    }

    /** What a person should know before a run, if anything. */
    static Optional<String> note(RunPlan plan) {
        if (!plan.inTurn() || !plan.fits()) {
            return Optional.empty();
        }
        String inTurn = String.format(
                Locale.ROOT,
                "note: not all of the pack fits into %.0f MB at once, so networks are loaded in turn",
                megabytes(plan.budgetBytes()));
        return Optional.of(
                plan.inTiles()
                        ? inTurn
                                + ", and the picture is finished in overlapping parts; this is slower, and its colours may"
                                + " vary slightly from part to part."
                        : inTurn + "; this is slower, the pictures are the same.");
    }

    void print(ImageGenerator generator, ImageRequest request, boolean json) {
        RunPlan plan = generator.plan(request);
        if (json) {
            Json.print(out, json(generator, request, plan));
        } else {
            text(generator, request, plan);
        }
    }

    private void text(ImageGenerator generator, ImageRequest request, RunPlan plan) {
        out.printf(
                Locale.ROOT,
                "%s %s on %s, %d candidate(s), seed %d%n",
                generator.pack().id(),
                generator.pack().version(),
                generator.device().id(),
                request.candidates(),
                request.seed());
        out.printf(Locale.ROOT, "%-16s %6s %5s %12s %12s%n", "stage", "steps", "rows", "weights MB", "working MB");
        for (RunPlan.Part stage : plan.parts()) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %6d %5d %12.1f %12.1f%n",
                    stage.name(),
                    stage.steps(),
                    stage.rows(),
                    megabytes(stage.weightBytes()),
                    megabytes(stage.activationBytes()));
        }
        out.printf(
                Locale.ROOT,
                "peak %.0f MB of %.0f MB%s%n",
                megabytes(plan.peakBytes()),
                megabytes(plan.budgetBytes()),
                !plan.fits()
                        ? ": does not fit, so it is refused"
                        : (plan.inTurn() ? "; networks are loaded in turn" : "")
                                + (plan.inTiles() ? ", the picture is finished in overlapping parts" : ""));
        out.flush();
    }

    private static ObjectNode json(ImageGenerator generator, ImageRequest request, RunPlan plan) {
        ObjectNode json = Json.object();
        json.put("pack", generator.pack().id());
        json.put("packVersion", generator.pack().version());
        json.put("device", generator.device().id());
        json.put("prompt", request.prompt());
        json.put("seed", request.seed());
        json.put("candidates", request.candidates());
        json.put("peakBytes", plan.peakBytes());
        json.put("budgetBytes", plan.budgetBytes());
        json.put("staged", plan.inTurn());
        json.put("fits", plan.fits());
        ArrayNode stages = json.putArray("stages");
        for (RunPlan.Part stage : plan.parts()) {
            stages.addObject()
                    .put("stage", stage.name())
                    .put("component", stage.component())
                    .put("steps", stage.steps())
                    .put("rows", stage.rows())
                    .put("weightBytes", stage.weightBytes())
                    .put("activationBytes", stage.activationBytes())
                    .put("inTiles", stage.inTiles());
        }
        return json;
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }
}
