package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result of a run on stdout: a line a picture, or one JSON object. Collects while the job runs. */
final class RunReport {
    private final ImageGenerator generator;
    private final ImageRequest request;
    private final PromptNotes notes;
    private final OutputFiles files;
    private final List<Saved> saved = new ArrayList<>();
    private Optional<JobEvent.Completed> completed = Optional.empty();

    /** What is told of a picture; the picture itself is on the disk and need not stay in memory. */
    private record Saved(
            int index,
            Recipe recipe,
            OptionalDouble score,
            Set<Candidate.Warning> warnings,
            Map<String, Number> counts,
            List<String> notices,
            List<String> lines) {}

    RunReport(ImageGenerator generator, ImageRequest request, PromptNotes notes, OutputFiles files) {
        this.generator = generator;
        this.request = request;
        this.notes = notes;
        this.files = files;
    }

    /** The candidate's file is written. */
    void saved(Candidate candidate, Recipe recipe, Outcome outcome) {
        saved.add(new Saved(
                candidate.index(),
                recipe,
                candidate.score(),
                candidate.warnings(),
                outcome.counts(),
                outcome.notices(),
                outcome.lines()));
    }

    void completed(JobEvent.Completed event) {
        completed = Optional.of(event);
    }

    boolean hasPictures() {
        return !saved.isEmpty();
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            Json.print(out, json());
        } else {
            for (Saved candidate : saved) {
                out.println(line(candidate));
                candidate.lines().forEach(out::println);
                candidate.notices().forEach(notice -> out.println("note: " + notice));
            }
            out.flush();
        }
    }

    private String line(Saved candidate) {
        StringBuilder line = new StringBuilder();
        line.append(files.of(candidate.index()))
                .append("  seed ")
                .append(candidate.recipe().seed());
        candidate.score().ifPresent(score -> line.append(String.format(Locale.ROOT, "  score %.3f", score)));
        if (request.candidates() > 1) {
            rank(candidate).ifPresent(rank -> line.append("  rank ").append(rank));
        }
        String own = candidate.recipe().request().prompt();
        if (!own.equals(request.prompt())) {
            line.append("  \"").append(own).append('"');
        }
        return line.toString();
    }

    private ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("complete", completed.isPresent());
        json.put("prompt", request.prompt());
        notes.addTo(json);
        json.put("pack", generator.pack().id());
        json.put("packVersion", generator.pack().version());
        json.put("device", generator.device().id());
        generator.device().note().ifPresent(note -> json.put("deviceNote", note));
        json.put("seed", request.seed());
        ArrayNode pictures = json.putArray("pictures");
        for (Saved candidate : saved) {
            ObjectNode picture = pictures.addObject();
            picture.put("file", files.of(candidate.index()).toString());
            picture.put("candidate", candidate.index() + 1);
            picture.put("seed", candidate.recipe().seed());
            candidate.score().ifPresent(score -> picture.put("score", score));
            rank(candidate).ifPresent(rank -> picture.put("rank", rank));
            candidate.warnings().forEach(warning -> picture.put("warning", warning.message()));
            new TreeMap<>(candidate.counts()).forEach((key, value) -> put(picture, key, value));
            if (!candidate.notices().isEmpty()) {
                ArrayNode notices = picture.putArray("notices");
                candidate.notices().forEach(notices::add);
            }
            picture.set("recipe", Json.parse(RecipeJson.write(candidate.recipe())));
        }
        completed.ifPresent(event -> json.set("timings", TimingsJson.of(event.timings())));
        return json;
    }

    /** Whole numbers as such, others to hundredths. */
    private static void put(ObjectNode node, String key, Number value) {
        if (value instanceof Long whole) {
            node.put(key, whole);
        } else {
            node.put(key, Math.rint(value.doubleValue() * 100) / 100);
        }
    }

    /** 1 is the best match; empty where the pack cannot rank or the job did not come to its end. */
    private Optional<Integer> rank(Saved candidate) {
        boolean several = saved.size() > request.candidates(); // pictures of several requests have no common rank
        if (candidate.score().isEmpty() || completed.isEmpty() || several) {
            return Optional.empty();
        }
        int place = completed.get().ranking().indexOf(candidate.index());
        return place < 0 ? Optional.empty() : Optional.of(place + 1);
    }
}
