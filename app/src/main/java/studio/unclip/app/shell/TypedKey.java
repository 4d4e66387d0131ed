package studio.unclip.app.shell;

import javafx.scene.input.KeyCharacterCombination;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * A key by the character it types, wherever the keyboard has it and whatever must be held for it: "+" with Shift on one
 * layout and without on another, "[" with AltGr. For characters that are no letters;
 * a letter is a key by its {@link KeyCode}.
 */
final class TypedKey extends KeyCombination {
    private final String character;
    private final KeyCode code;
    private final boolean shortcut;
    private final KeyCharacterCombination shown;

    private TypedKey(String character, KeyCode code, boolean shortcut) {
        this.character = character;
        this.code = code;
        this.shortcut = shortcut;
        this.shown = shortcut
                ? new KeyCharacterCombination(character, KeyCombination.SHORTCUT_DOWN)
                : new KeyCharacterCombination(character);
    }

    /**
     * The character alone.
     *
     * @param code of the key that has it by itself, where a keyboard has one: some systems tell no text with a key
     */
    static TypedKey of(String character, KeyCode code) {
        return new TypedKey(character, code, false);
    }

    /** The character with Ctrl, on a Mac with Command. */
    static TypedKey withShortcut(String character, KeyCode code) {
        return new TypedKey(character, code, true);
    }

    // Not KeyCharacterCombination's own: it asks where the key is on the keyboard, which the headless platform cannot
    // say.
    @Override
    public boolean match(KeyEvent event) {
        return modifiersFit(event) && (character.equals(event.getText()) || isByItself(event));
    }

    private boolean isByItself(KeyEvent event) {
        return event.getCode() == code && !event.isShiftDown();
    }

    /** Shift is part of how the character is typed, and so is AltGr, which Windows reports as Ctrl and Alt. */
    private boolean modifiersFit(KeyEvent event) {
        if (shortcut) {
            return event.isShortcutDown() && !event.isAltDown();
        }
        boolean altGr = event.isControlDown() && event.isAltDown() && character.equals(event.getText());
        return altGr || (!event.isShortcutDown() && !event.isControlDown() && !event.isAltDown());
    }

    @Override
    public String getName() {
        return shown.getName();
    }

    @Override
    public String getDisplayText() {
        return shown.getDisplayText();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedKey key && key.character.equals(character) && key.shortcut == shortcut;
    }

    @Override
    public int hashCode() {
        return character.hashCode() * 2 + (shortcut ? 1 : 0);
    }
}
