package studio.unclip.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.mode.ModesViewModel;

/** Modes by their numbers. */
final class ModeActions {
    private static final List<KeyCode> DIGITS = List.of(
            KeyCode.DIGIT1,
            KeyCode.DIGIT2,
            KeyCode.DIGIT3,
            KeyCode.DIGIT4,
            KeyCode.DIGIT5,
            KeyCode.DIGIT6,
            KeyCode.DIGIT7);

    private ModeActions() {}

    /** @param focusPrompt goes to the prompt field, where whoever takes a mode goes on */
    static List<Action> of(ModesViewModel modes, Runnable focusPrompt) {
        List<Action> all = new ArrayList<>();
        for (Mode mode : ModesViewModel.all()) {
            all.add(Action.of("take-mode-" + mode.name().toLowerCase(Locale.ROOT), mode.title(), () -> {
                        modes.mode().set(mode);
                        focusPrompt.run();
                    })
                    .keys(new KeyCodeCombination(DIGITS.get(all.size()), KeyCombination.ALT_DOWN))
                    .turns(Bindings.equal(modes.mode(), mode))
                    .in(Action.Menu.MODEL, 2));
        }
        return all;
    }
}
