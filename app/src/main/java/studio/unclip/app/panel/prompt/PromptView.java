package studio.unclip.app.panel.prompt;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.unclip.app.control.Pills;
import studio.unclip.app.control.TextBox;
import studio.unclip.inference.api.PromptCheck;

/** The prompt panel. */
public final class PromptView extends VBox {
    private static final List<Integer> COUNTS = List.of(1, 2, 4, 8);

    private final PromptViewModel model;
    private final TextBox field = new TextBox();

    /**
     * What the chosen mode makes of the panel.
     *
     * @param bar in which it is chosen
     * @param form what it needs beside the prompt
     * @param verb on the button
     * @param title over the prompt field
     * @param question in the empty prompt field
     * @param missing why the button cannot be pressed, one line; empty when a prompt is missing, or nothing
     * @param takesPrompt whether it has a place for a prompt
     * @param makesSeveral whether how many pictures are made can be chosen
     */
    public record ModeParts(
            Node bar,
            Node form,
            ObservableValue<String> verb,
            ObservableValue<String> title,
            ObservableValue<String> question,
            ObservableValue<String> missing,
            ObservableValue<String> note,
            ObservableValue<Boolean> takesPrompt,
            ObservableValue<Boolean> makesSeveral) {}

    /**
     * @param model what it shows
     * @param mode what is asked in which way
     * @param canGenerate whether the button can be pressed
     * @param generate what the button does
     * @param generateKeys keys that do the same, as this machine's keyboards name them
     * @param former prompts, for the arrow keys
     * @param tryAgain opens the pack anew after a failure
     */
    public PromptView(
            PromptViewModel model,
            ModeParts mode,
            ObservableBooleanValue canGenerate,
            Runnable generate,
            String generateKeys,
            FormerPrompts former,
            Runnable tryAgain) {
        FormerPromptKeys.install(field, former);
        this.model = model;
        getStyleClass().add("prompt-panel");
        setId("prompt-panel");

        VBox form = new VBox(
                mode.bar(),
                promptField(mode, generateKeys),
                mode.form(),
                new VBox(
                        6,
                        generateButton(mode.verb(), canGenerate, generate, generateKeys),
                        hintLine("missing", mode.missing()),
                        hintLine("picture-note", mode.note())),
                // Below the button, which stays where it is while notes come and go with the typing.
                new WordNotes(model, this::replace),
                shownWhile(mode.makesSeveral(), countRow()),
                qualityRow(),
                seedRow(),
                new StageSettingsView(model));
        form.getStyleClass().add("prompt-form");
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("quiet-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, new EngineLine(model.engine(), tryAgain));
    }

    /** Puts the cursor behind the last word. */
    public void focusPrompt() {
        Platform.runLater(() -> {
            field.requestFocus();
            field.positionCaret(field.getLength());
        });
    }

    /** Writes a prompt in the place of the one there is; it can be undone, and the typing goes on behind it. */
    public void write(String prompt) {
        field.replaceText(0, field.getLength(), prompt);
        focusPrompt();
    }

    private void replace(PromptCheck.UnknownWord unknown, String known) {
        model.replacement(unknown, known).ifPresent(place -> {
            field.requestFocus();
            field.replaceText(place.start(), place.end(), place.by());
            field.positionCaret(place.start() + place.by().length());
        });
    }

    private VBox promptField(ModeParts mode, String generateKeys) {
        Label label = new Label();
        label.textProperty().bind(mode.title());
        label.getStyleClass().add("field-title");
        label.setLabelFor(field);
        field.setId("prompt");
        field.promptTextProperty().bind(mode.question());
        field.setAccessibleText("Prompt");
        field.setAccessibleHelp("Say what to draw, then press " + generateKeys + ".");
        field.setPrefRowCount(3);
        field.textProperty().bindBidirectional(model.text());
        field.textProperty().addListener((_, before, _) -> {
            // What comes from a picture that was brought back, or a recipe: the typing goes on behind it.
            if (before.isEmpty() && field.getCaretPosition() == 0) {
                Platform.runLater(() -> field.positionCaret(field.getLength()));
            }
        });
        return shownWhile(mode.takesPrompt(), new VBox(6, label, field));
    }

    private static Button generateButton(
            ObservableValue<String> verb, ObservableBooleanValue canGenerate, Runnable generate, String generateKeys) {
        Label keys = new Label(generateKeys);
        keys.getStyleClass().add("key-hint");
        Button button = new Button(null, keys);
        button.textProperty().bind(verb);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setGraphicTextGap(10);
        button.setId("generate");
        button.getStyleClass().addAll(Styles.ACCENT, "generate");
        button.setMaxWidth(Double.MAX_VALUE);
        button.disableProperty().bind(Bindings.not(canGenerate));
        button.setOnAction(_ -> generate.run());
        return button;
    }

    private static <T extends Node> T shownWhile(ObservableValue<Boolean> condition, T node) {
        condition.subscribe(shown -> {
            node.setVisible(shown);
            node.setManaged(shown);
        });
        return node;
    }

    private static Label hintLine(String id, ObservableValue<String> text) {
        Label line = new Label();
        line.setId(id);
        line.getStyleClass().add("hint-line");
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        text.subscribe(words -> {
            line.setText(words);
            line.setVisible(!words.isEmpty());
            line.setManaged(!words.isEmpty());
        });
        return line;
    }

    private HBox qualityRow() {
        Pills<Quality> pills =
                new Pills<>("quality", "Quality", List.of(Quality.values()), Quality::title, model.quality()::set);
        model.quality().subscribe(now -> pills.show(Optional.of(now)));
        return row("Quality", pills);
    }

    private HBox countRow() {
        Pills<Integer> pills = new Pills<>(
                "count",
                "Pictures",
                COUNTS,
                count -> Integer.toString(count),
                count -> model.candidates().set(count));
        model.candidates().subscribe(now -> pills.show(Optional.of(now.intValue())));
        return row("Pictures", pills);
    }

    private VBox seedRow() {
        return new VBox(
                6,
                row("Seed", new SeedField(model.seed())),
                problem("seed-problem", model.seed().problem()));
    }

    /** A line that is there while something typed cannot be taken. */
    static Label problem(String id, ObservableValue<String> why) {
        Label line = new Label();
        line.setId(id);
        line.getStyleClass().add("input-problem");
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        why.subscribe(text -> {
            line.setText(text);
            line.setVisible(!text.isEmpty());
            line.setManaged(!text.isEmpty());
        });
        return line;
    }

    static HBox row(String title, Region control) {
        Label label = new Label(title);
        label.getStyleClass().add("row-title");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(control);
        HBox gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(8, label, gap, control);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
