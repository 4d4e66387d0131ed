package studio.unclip.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import studio.unclip.app.document.Notice;
import studio.unclip.app.panel.history.HistoryUses;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/** What the window does with a state of the history: compares it, makes it again, hands its recipe on. Window thread. */
final class StateUses implements HistoryUses {
    private final Consumer<Notice> notices;
    private final BiConsumer<HistoryEntry, Recipe> makeAgain;
    private final Consumer<Recipe> change;
    private final List<BiConsumer<HistoryEntry, HistoryEntry>> comparing = new ArrayList<>();

    /**
     * @param makeAgain asks for a state's picture
     * @param change puts a recipe's settings into the prompt panel
     */
    StateUses(Consumer<Notice> notices, BiConsumer<HistoryEntry, Recipe> makeAgain, Consumer<Recipe> change) {
        this.notices = notices;
        this.makeAgain = makeAgain;
        this.change = change;
    }

    /** @param shows two states against each other, in its own way */
    void onCompare(BiConsumer<HistoryEntry, HistoryEntry> shows) {
        comparing.add(shows);
    }

    @Override
    public void compare(HistoryEntry before, HistoryEntry after) {
        comparing.forEach(one -> one.accept(before, after));
    }

    @Override
    public void makeAgain(HistoryEntry state, Recipe recipe) {
        makeAgain.accept(state, recipe);
    }

    @Override
    public void change(Recipe recipe) {
        change.accept(recipe);
    }

    @Override
    public void copy(Recipe recipe) {
        ClipboardContent content = new ClipboardContent();
        content.putString(RecipeJson.write(recipe));
        boolean taken = Clipboard.getSystemClipboard().setContent(content);
        notices.accept(
                taken
                        ? new Notice("Recipe copied", false)
                        : new Notice("The recipe was not copied: the system's clipboard did not take it.", true));
    }
}
