package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.css.CssParser;
import org.junit.jupiter.api.Test;

class StyleSheetTest {

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
}
