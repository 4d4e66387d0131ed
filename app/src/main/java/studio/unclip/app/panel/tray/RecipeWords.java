package studio.unclip.app.panel.tray;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.StageSettings;

/** A candidate's recipe as a few lines to read. */
final class RecipeWords {
    private RecipeWords() {}

    /** Of a finished one. */
    static String of(CandidateViewModel candidate) {
        Recipe recipe = candidate.recipe().orElseThrow();
        List<String> lines = new ArrayList<>();
        candidate.warnings().forEach(warning -> lines.add(warning.message()));
        lines.add(recipe.prompt().isBlank() ? candidate.round().label() : recipe.prompt());
        lines.add("Seed " + recipe.seed() + " · " + recipe.pack() + " " + recipe.packVersion());
        candidate.score().ifPresent(score -> lines.add("Match with the prompt " + score(score)));
        for (Map.Entry<String, StageSettings> stage : recipe.stages().entrySet()) {
            lines.add(TrayWords.stage(stage.getKey()) + ": " + settings(stage.getValue()));
        }
        return String.join("\n", lines);
    }

    /** CLIP's cosine to two digits. */
    static String score(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    private static String settings(StageSettings settings) {
        List<String> parts = new ArrayList<>();
        settings.steps().ifPresent(steps -> parts.add(steps == 1 ? "1 step" : steps + " steps"));
        settings.guidance().ifPresent(guidance -> {
            if (guidance != 1) {
                parts.add("guidance " + String.format(Locale.ROOT, "%.2f", guidance));
            }
        });
        settings.sampler().ifPresent(parts::add);
        return String.join(", ", parts);
    }
}
