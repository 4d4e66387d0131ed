package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuidedRowsTest {
    private static final TextFeatures CAPTION =
            new TextFeatures(new float[] {1, 2}, new float[] {3, 4, 5, 6}, new boolean[] {true, false});
    private final Row given = Row.of(CAPTION);
    private final Row free = Row.of(TextFeatures.none(new float[] {7, 8}, CAPTION));

    @Test
    void withoutGuidanceOnlyWhatIsGivenIsRun() {
        assertThat(GuidedRows.of(free, given, 1).rows()).containsExactly(given);
        assertThat(GuidedRows.of(free, given, 2.5).rows()).containsExactly(free, given);
        assertThatThrownBy(() -> new GuidedRows(List.of(given), 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTextIsTheNullWithoutStatesAndTokens() {
        assertThat(free.text().embedding()).containsExactly(7, 8);
        assertThat(free.text().states()).containsExactly(0, 0, 0, 0);
        assertThat(free.text().mask()).containsExactly(false, false);
    }
}
