package studio.unclip.app.panel.prompt;

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

    private final PromptViewModel model;

    WordNotes(PromptViewModel model) {
        super(8);
        this.model = model;
        setId("word-notes");
        getStyleClass().add("word-notes");
        model.unknownWords().subscribe(this::rebuild);
        model.wordsNotRead().subscribe(this::rebuild);
        rebuild();
    }

    private void rebuild() {
        getChildren().clear();
        model.unknownWords().stream()
                .limit(MOST_WORDS)
                .forEach(word -> getChildren().add(unknown(word)));
        String cut = model.wordsNotRead().get();
        if (!cut.isEmpty()) {
            Label note = new Label("Too long. Not read: " + cut);
            note.setWrapText(true);
            note.setMinHeight(Region.USE_PREF_SIZE);
            note.getStyleClass().add("word-note");
            getChildren().add(note);
        }
        setVisible(!getChildren().isEmpty());
        setManaged(!getChildren().isEmpty());
    }

    private FlowPane unknown(PromptCheck.UnknownWord word) {
        Label written = new Label(word.word());
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
            chip.setOnAction(_ -> model.replace(word, known));
            line.getChildren().add(chip);
        });
        return line;
    }
}
