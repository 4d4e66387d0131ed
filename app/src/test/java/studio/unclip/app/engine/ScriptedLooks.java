package studio.unclip.app.engine;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;

/** What the engine without a model answers about pictures. */
final class ScriptedLooks {
    private ScriptedLooks() {}

    /** @param score of each picture to rank */
    static AnalysisResult of(AnalysisRequest request, IntToDoubleFunction score) {
        return switch (request) {
            case AnalysisRequest.Rank rank ->
                new AnalysisResult.Ranked(IntStream.range(0, rank.pictures().size())
                        .mapToObj(i -> score.applyAsDouble(i))
                        .toList());
            case AnalysisRequest.Describe describe ->
                new AnalysisResult.Described(List.of(
                        new AnalysisResult.Caption("an owl on the grass", 0.8, -0.5),
                        new AnalysisResult.Caption("an owl", 0.7, -0.2)));
            case AnalysisRequest.See _ ->
                new AnalysisResult.Seen(List.of(
                        new AnalysisResult.Sight("an owl", AnalysisResult.Kind.THING, 0.5, 4.25),
                        new AnalysisResult.Sight("in the snow", AnalysisResult.Kind.PLACE, 0.4, 2)));
            case AnalysisRequest.SeeChange _ ->
                new AnalysisResult.Changed(
                        List.of(new AnalysisResult.Sight("at sea", AnalysisResult.Kind.PLACE, 0.5, 3)),
                        List.of(new AnalysisResult.Sight("in the snow", AnalysisResult.Kind.PLACE, 0.1, -2.5)));
            case AnalysisRequest.Classify classify ->
                new AnalysisResult.Classified(classify.labels().stream()
                        .map(label -> new AnalysisResult.Label(
                                classify.template().replace("{}", label),
                                0.25,
                                1.0 / classify.labels().size()))
                        .toList());
        };
    }
}
