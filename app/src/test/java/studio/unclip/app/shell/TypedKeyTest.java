package studio.unclip.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

class TypedKeyTest {
    private static final TypedKey BRACKET = TypedKey.of("[", KeyCode.OPEN_BRACKET);
    private static final TypedKey PLUS = TypedKey.withShortcut("+", KeyCode.PLUS);

    private static KeyEvent press(String text, KeyCode code, boolean shift, boolean control, boolean alt) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", text, code, shift, control, alt, false);
    }

    @Test
    void an_american_keyboard_has_it_on_a_key_of_its_own() {
        assertThat(BRACKET.match(press("[", KeyCode.OPEN_BRACKET, false, false, false)))
                .isTrue();
        assertThat(BRACKET.match(press("{", KeyCode.OPEN_BRACKET, true, false, false)))
                .as("Shift makes another character of it")
                .isFalse();
    }

    @Test
    void a_german_keyboard_has_it_with_alt_gr_which_windows_reports_as_ctrl_and_alt() {
        assertThat(BRACKET.match(press("[", KeyCode.DIGIT8, false, true, true))).isTrue();
        assertThat(BRACKET.match(press("[", KeyCode.DIGIT8, false, false, false)))
                .as("as X reports it")
                .isTrue();
        assertThat(BRACKET.match(press("8", KeyCode.DIGIT8, false, false, false)))
                .isFalse();
    }

    @Test
    void shift_is_part_of_typing_it_and_alt_gr_is_no_ctrl() {
        assertThat(PLUS.match(press("+", KeyCode.EQUALS, true, true, false)))
                .as("American: Ctrl, Shift and =")
                .isTrue();
        assertThat(PLUS.match(press("+", KeyCode.PLUS, false, true, false)))
                .as("German: Ctrl and +")
                .isTrue();
        assertThat(PLUS.match(press("+", KeyCode.PLUS, false, true, true)))
                .as("AltGr and +")
                .isFalse();
        assertThat(PLUS.match(press("+", KeyCode.PLUS, false, false, false))).isFalse();
    }

    @Test
    void a_control_key_is_not_the_character() {
        assertThat(BRACKET.match(press("[", KeyCode.OPEN_BRACKET, false, true, false)))
                .isFalse();
    }
}
