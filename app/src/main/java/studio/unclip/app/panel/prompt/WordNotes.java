package studio.unclip.app.panel.prompt;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.unclip.inference.api.PromptCheck;

/** Under the prompt: words the pack does not know, each with known ones to put in its place; words that are cut. */
final class WordNotes extends VBox {
    /** More would be a list to study, not a hint. */
    private static final int MOST_WORDS = 4;

    private static final int MOST_NEAREST = 4;

    /** Of a prompt's text that is quoted here. */
    private static final int MOST_LETTERS = 120;

    private final PromptViewModel model;
    private final BiConsumer<PromptCheck.UnknownWord, String> replace;

    /** @param replace writes a known word in the place of an unknown one */
    WordNotes(PromptViewModel model, BiConsumer<PromptCheck.UnknownWord, String> replace) {
        super(8);
        this.model = model;
        this.replace = replace;
        setId("word-notes");
        getStyleClass().add("word-notes");
        model.unknownWords().subscribe(this::rebuild);
        model.unknownCount().subscribe(this::rebuild);
        model.wordsNotRead().subscribe(this::rebuild);
        rebuild();
    }

    private void rebuild() {
        getChildren().clear();
        model.unknownWords().stream()
                .limit(MOST_WORDS)
                .forEach(word -> getChildren().add(unknown(word)));
        if (model.unknownCount().get() > MOST_WORDS) {
            getChildren()
                    .add(note(others(model.unknownWords(), model.unknownCount().get())));
        }
        String cut = model.wordsNotRead().get();
        if (!cut.isEmpty()) {
            getChildren().add(note("Too long. Not read: " + shortened(cut)));
        }
        setVisible(!getChildren().isEmpty());
        setManaged(!getChildren().isEmpty());
    }

    /** "And 6 more are not known: …", of which the first are named. */
    static String others(List<PromptCheck.UnknownWord> unknown, int count) {
        List<String> rest = unknown.stream()
                .skip(MOST_WORDS)
                .map(PromptCheck.UnknownWord::word)
                .toList();
        int more = count - MOST_WORDS;
        String named = rest.isEmpty() ? "" : ": " + shortened(String.join(", ", rest));
        return String.format(
                Locale.ROOT,
                "And %d more %s not known%s%s",
                more,
                more == 1 ? "is" : "are",
                named,
                !rest.isEmpty() && more > rest.size() ? ", …" : "");
    }

    private static String shortened(String words) {
        return words.length() <= MOST_LETTERS ? words : words.substring(0, MOST_LETTERS - 1) + "…";
    }

    private static Label note(String words) {
        Label note = new Label(words);
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.getStyleClass().add("word-note");
        return note;
    }

    private FlowPane unknown(PromptCheck.UnknownWord word) {
        Label written = new Label(shortened(word.word()));
        written.getStyleClass().add("unknown-word");
        Label note = new Label(word.nearest().isEmpty() ? "is not known to this pack" : "is not known. Nearest:");
        note.getStyleClass().add("word-note");
        FlowPane line = new FlowPane(6, 6, written, note);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setRowValignment(javafx.geometry.VPos.CENTER);
        word.nearest().stream().limit(MOST_NEAREST).forEach(known -> {
            Button chip = new Button(known);
            chip.setMnemonicParsing(false);
            chip.getStyleClass().add("chip");
            chip.setAccessibleText("Write " + known + " instead of " + word.word());
            chip.setOnAction(_ -> replace.accept(word, known));
            line.getChildren().add(chip);
        });
        return line;
    }
}
