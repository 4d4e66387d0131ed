package studio.unclip.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads options whose value belongs to a stage: {@code prior=25,decoder=30}. The option may be repeated; a stage named
 * twice takes the last value.
 */
final class PerStage {

    /** The key under which a value stands that names no stage. */
    static final String ANY = "";

    private PerStage() {}

    /** Whole numbers; every value names its stage. */
    static Map<String, Integer> integers(String option, List<String> given) {
        return parse(option, given, false, "prior=25,decoder=30", text -> number(option, text, Integer::valueOf));
    }

    /** Numbers; every value names its stage. */
    static Map<String, Double> decimals(String option, List<String> given) {
        return parse(option, given, false, "prior=2.0,decoder=1.75", text -> number(option, text, Double::valueOf));
    }

    /** Words; one without a stage stands under {@link #ANY}. */
    static Map<String, String> words(String option, List<String> given) {
        return parse(option, given, true, "decoder=ddim", Function.identity());
    }

    private static <T> Map<String, T> parse(
            String option, List<String> given, boolean stageOptional, String example, Function<String, T> value) {
        Map<String, T> byStage = new LinkedHashMap<>();
        for (String list : given) {
            for (String entry : list.split(",", -1)) {
                int equals = entry.indexOf('=');
                String stage = equals < 0 ? ANY : entry.substring(0, equals).strip();
                String text = entry.substring(equals + 1).strip();
                if (text.isEmpty() || (equals >= 0 && stage.isEmpty()) || (equals < 0 && !stageOptional)) {
                    throw CommandFailure.usage(String.format(
                            Locale.ROOT,
                            "%s takes STAGE=VALUE, for example %s %s; '%s' is not that.",
                            option,
                            option,
                            example,
                            list));
                }
                byStage.put(stage, value.apply(text));
            }
        }
        return byStage;
    }

    private static <T> T number(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (NumberFormatException e) {
            throw CommandFailure.usage(
                    String.format(Locale.ROOT, "%s: '%s' is not a number that can be used here.", option, text));
        }
    }
}
