package studio.unclip.app.panel.see;

import java.util.List;
import java.util.Optional;
import studio.unclip.inference.api.AnalysisResult;

/**
 * What was seen.
 *
 * @param words of every kind, the most telling of each first
 * @param captions the closest first; empty where the pack has no captioner
 * @param change between two states; then the other two are empty
 */
public record Sight(
        List<AnalysisResult.Sight> words,
        List<AnalysisResult.Caption> captions,
        Optional<AnalysisResult.Changed> change) {
    public Sight {
        words = List.copyOf(words);
        captions = List.copyOf(captions);
    }

    static Sight of(List<AnalysisResult.Sight> words) {
        return new Sight(words, List.of(), Optional.empty());
    }

    Sight with(List<AnalysisResult.Caption> value) {
        return new Sight(words, value, change);
    }
}
