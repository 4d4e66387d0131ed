package studio.unclip.app.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.StageSettings;

/** A recipe as a few lines to read: what was asked, then how. */
public final class RecipeWords {
    private RecipeWords() {}

    /** A line each; the first says what was asked. */
    public static List<String> of(Recipe recipe) {
        List<String> lines = new ArrayList<>();
        lines.add(asked(recipe.request()));
        lines.add("Seed " + recipe.seed() + " · " + recipe.pack() + " " + recipe.packVersion());
        recipe.stages().forEach((stage, settings) -> {
            String words = settings(settings);
            if (!words.isEmpty()) {
                lines.add(stage(stage) + ": " + words);
            }
        });
        return lines;
    }

    /** In a sentence. */
    private static String asked(ImageRequest request) {
        return switch (request) {
            case ImageRequest.Generate generate -> generate.prompt();
            case ImageRequest.Inpaint inpaint ->
                switch (inpaint.intent()) {
                    case REMOVE -> "Removed what was masked";
                    default -> "Inpainted" + quoted(inpaint.prompt());
                };
            case ImageRequest.Expand expand ->
                "Expanded to " + expand.canvas().width() + "x" + expand.canvas().height() + quoted(expand.prompt());
            case ImageRequest.Upscale upscale -> "Upscaled " + upscale.factor() + "x";
            case ImageRequest.Vary vary ->
                "Varied: meaning " + percent(vary.meaning()) + ", layout " + percent(vary.layout());
            case ImageRequest.Refine refine ->
                "Refined" + quoted(refine.prompt()) + ", strength " + percent(refine.strength())
                        + (refine.negative().isBlank() ? "" : ", without “" + refine.negative() + "”");
            case ImageRequest.TextDiff diff ->
                (diff.from().isBlank() ? "Turned into" : "From “" + diff.from() + "” to") + " “" + diff.to() + "”, "
                        + percent(diff.theta());
            case ImageRequest.Mix mix ->
                "Mixed " + mix.ingredients().size() + " pictures and prompts" + aspect(mix.aspect());
        };
    }

    private static String aspect(Optional<String> aspect) {
        return aspect.map(what -> ", taking the " + what).orElse("");
    }

    private static String quoted(String prompt) {
        return prompt.isBlank() ? "" : ": " + prompt;
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /** A stage's name as a person reads it: {@code Upsampler 256}. */
    public static String stage(String name) {
        String words = name.replace('-', ' ');
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
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
