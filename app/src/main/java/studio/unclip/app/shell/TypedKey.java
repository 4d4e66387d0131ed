package studio.unclip.app.shell;

import javafx.scene.input.KeyCharacterCombination;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * A key by the character it types, wherever the keyboard has it and whatever must be held for it: "+" with Shift on one
 * layout and without on another, "[" with AltGr, which Windows reports as Ctrl and Alt. For characters that are no letters;
 * a letter is a key by its {@link KeyCode}.
 */
final class TypedKey extends KeyCombination {
    private final String character;
    private final boolean shortcut;
    private final KeyCharacterCombination unshifted;

    private TypedKey(String character, boolean shortcut) {
        this.character = character;
        this.shortcut = shortcut;
        this.unshifted = shortcut
                ? new KeyCharacterCombination(character, KeyCombination.SHORTCUT_DOWN)
                : new KeyCharacterCombination(character);
    }

    /** The character alone. */
    static TypedKey of(String character) {
        return new TypedKey(character, false);
    }

    /** The character with Ctrl, on a Mac with Command. */
    static TypedKey withShortcut(String character) {
        return new TypedKey(character, true);
    }

    @Override
    public boolean match(KeyEvent event) {
        return unshifted.match(event) || (character.equals(event.getText()) && modifiersFit(event));
    }

    /** Shift is part of how the character is typed, and so is AltGr. */
    private boolean modifiersFit(KeyEvent event) {
        boolean altGr = event.isControlDown() && event.isAltDown();
        return shortcut
                ? event.isShortcutDown() && !event.isAltDown()
                : altGr || (!event.isShortcutDown() && !event.isControlDown() && !event.isAltDown());
    }

    @Override
    public String getName() {
        return unshifted.getName();
    }

    @Override
    public String getDisplayText() {
        return unshifted.getDisplayText();
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
