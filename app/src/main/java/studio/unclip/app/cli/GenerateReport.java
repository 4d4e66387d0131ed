package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.RecipeJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result of {@code generate} on stdout: a line a picture, or one JSON object. Collects while the job runs. */
final class GenerateReport {
    private final ImageGenerator generator;
    private final ImageRequest.Generate request;
    private final PromptNotes notes;
    private final OutputFiles files;
    private final List<Candidate> saved = new ArrayList<>();
    private Optional<JobEvent.Completed> completed = Optional.empty();

    GenerateReport(ImageGenerator generator, ImageRequest.Generate request, PromptNotes notes, OutputFiles files) {
        this.generator = generator;
        this.request = request;
        this.notes = notes;
        this.files = files;
    }

    /** The candidate's file is written. */
    void saved(Candidate candidate) {
        saved.add(candidate);
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
            saved.forEach(candidate -> out.println(line(candidate)));
            out.flush();
        }
    }

    private String line(Candidate candidate) {
        StringBuilder line = new StringBuilder();
        line.append(files.of(candidate.index()))
                .append("  seed ")
                .append(candidate.recipe().seed());
        candidate.score().ifPresent(score -> line.append(String.format(Locale.ROOT, "  score %.3f", score)));
        if (request.candidates() > 1) {
            rank(candidate).ifPresent(rank -> line.append("  rank ").append(rank));
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
        json.put("seed", request.seed());
        ArrayNode pictures = json.putArray("pictures");
        for (Candidate candidate : saved) {
            ObjectNode picture = pictures.addObject();
            picture.put("file", files.of(candidate.index()).toString());
            picture.put("candidate", candidate.index() + 1);
            picture.put("seed", candidate.recipe().seed());
            candidate.score().ifPresent(score -> picture.put("score", score));
            rank(candidate).ifPresent(rank -> picture.put("rank", rank));
            picture.set("recipe", Json.parse(RecipeJson.write(candidate.recipe())));
        }
        completed.ifPresent(event -> json.set("timings", TimingsJson.of(event.timings())));
        return json;
    }

    /** 1 is the best match; empty where the pack cannot rank or the job did not come to its end. */
    private Optional<Integer> rank(Candidate candidate) {
        if (candidate.score().isEmpty() || completed.isEmpty()) {
            return Optional.empty();
        }
        List<Candidate> ranked = completed.get().candidates();
        return IntStream.range(0, ranked.size())
                .filter(i -> ranked.get(i).index() == candidate.index())
                .mapToObj(i -> i + 1)
                .findFirst();
    }
}
