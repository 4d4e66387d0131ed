package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.css.CssParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a style sheet says wrongly is seen nowhere but on the screen: it is looked for here. */
class StyleSheetTest {
    private static final Pattern DEFINED = Pattern.compile("(?<![a-z0-9-])(-(?!fx-)[a-z][a-z0-9-]*)\\s*:");
    private static final Pattern USED =
            Pattern.compile("(?<![a-z0-9-])(-(?!fx-)[a-z]*color[a-z0-9-]*)(?=[\\s;,)])(?!\\s*:)");

    /** JavaFX leaves out what it cannot read, and what comes after it, and says so only in its log. */
    @Test
    void every_rule_of_the_style_sheet_can_be_read() throws IOException {
        List<String> errors = new ArrayList<>();
        ListChangeListener<CssParser.ParseError> listener = change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(error -> errors.add(error.getMessage()));
            }
        };
        CssParser.errorsProperty().addListener(listener);
        try {
            assertThat(new CssParser()
                            .parse(Studio.class.getResource("studio.css"))
                            .getRules())
                    .hasSizeGreaterThan(100);
        } finally {
            CssParser.errorsProperty().removeListener(listener);
        }
        assertThat(errors).isEmpty();
    }

    /** JavaFX draws what has an unknown colour in another one, and says so nowhere. */
    @ParameterizedTest
    @ValueSource(strings = {"primer-light.css", "primer-dark.css"})
    void every_colour_is_one_of_the_theme_s_or_our_own(String theme) throws IOException {
        String ours = text(Studio.class.getResource("studio.css"));
        Set<String> known = names(DEFINED, text(PrimerLight.class.getResource(theme)));
        known.addAll(names(DEFINED, ours));
        assertThat(known).contains("-color-fg-muted", "-line-color");
        assertThat(names(USED, ours)).hasSizeGreaterThan(15).isSubsetOf(known);
    }

    private static String text(URL of) throws IOException {
        try (InputStream in = of.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> names(Pattern pattern, String css) {
        return pattern.matcher(css)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
