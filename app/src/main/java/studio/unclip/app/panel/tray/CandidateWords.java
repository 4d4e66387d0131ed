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
        candidate.score().ifPresent(score -> lines.add(told(score)));
        lines.addAll(RecipeWords.of(candidate.recipe().orElseThrow()));
        return String.join("\n", lines);
    }

    private static String told(double score) {
        return "Match with the prompt " + score(score)
                + (score < 0 ? ": CLIP sees something else in it. Try another seed or prompt." : "");
    }

    /** In two words, for a caption. */
    static String match(double score) {
        return score < 0 ? "no match" : "match " + score(score);
    }

    /** CLIP's cosine to two digits. */
    static String score(double score) {
        return String.format(Locale.ROOT, "%.2f", score).replace('-', '\u2212');
    }
}
