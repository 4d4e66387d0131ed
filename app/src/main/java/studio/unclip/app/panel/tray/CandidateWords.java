package studio.unclip.app.panel.tray;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import studio.unclip.app.generate.RecipeWords;

/** What is to be known of a finished candidate, as a few lines to read. */
final class CandidateWords {
    private CandidateWords() {}

    static String of(CandidateViewModel candidate) {
        List<String> lines = new ArrayList<>();
        candidate.warnings().forEach(warning -> lines.add(warning.message()));
        candidate.score().ifPresent(score -> lines.add("Match with the prompt " + score(score)));
        lines.addAll(RecipeWords.of(candidate.recipe().orElseThrow()));
        return String.join("\n", lines);
    }

    /** CLIP's cosine to two digits. */
    static String score(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }
}
