package studio.unclip.app.panel.prompt;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.HPos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.unclip.app.control.Choices;
import studio.unclip.app.control.Disclosure;
import studio.unclip.app.control.NumberEntry;
import studio.unclip.app.control.NumberField;
import studio.unclip.inference.api.Conditioning;

/** Steps and guidance of every stage, and what stands for the image embedding: one click away. */
final class StageSettingsView extends VBox {
    private static final double FIELD_WIDTH = 76;

    private final PromptViewModel model;
    private final GridPane grid = new GridPane(8, 8);
    private final VBox content = new VBox(12);
    private final StringProperty problem = new SimpleStringProperty(this, "problem", "");

    StageSettingsView(PromptViewModel model) {
        super(10);
        this.model = model;
        Hyperlink reset = new Hyperlink("Back to the pack's defaults");
        reset.setId("settings-reset");
        reset.setOnAction(_ -> {
            model.resetSettings();
            reset.setVisited(false);
        });
        content.setId("settings");
        content.getStyleClass().add("stage-settings");
        content.getChildren().addAll(grid, PromptView.problem("settings-problem", problem), conditioning(), reset);
        getChildren().add(new Disclosure("settings-toggle", "Steps and guidance", content));
        model.stages().subscribe(this::rebuild);
        rebuild();
    }

    private void rebuild() {
        grid.getChildren().clear();
        problem.set("");
        grid.add(heading("Steps"), 1, 0);
        grid.add(heading("Guidance"), 2, 0);
        int row = 1;
        for (StageViewModel stage : model.stages()) {
            Label label = new Label(stage.label());
            label.getStyleClass().add("stage-title");
            label.setWrapText(true);
            label.setMaxWidth(Double.MAX_VALUE);
            GridPane.setHgrow(label, Priority.ALWAYS);
            grid.add(label, 0, row);
            grid.add(field(stage.steps(), "steps-" + stage.name()), 1, row);
            if (stage.takesGuidance()) {
                grid.add(field(stage.guidance(), "guidance-" + stage.name()), 2, row);
            }
            stage.entries().forEach(this::listen);
            row++;
        }
    }

    private static Label heading(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("column-title");
        GridPane.setHalignment(label, HPos.LEFT);
        return label;
    }

    private static NumberField field(NumberEntry<?> entry, String id) {
        NumberField field = new NumberField(entry, id);
        field.setPrefWidth(FIELD_WIDTH);
        field.setMinWidth(FIELD_WIDTH);
        field.setMaxWidth(FIELD_WIDTH);
        return field;
    }

    /** What the last field with something wrong in it says. */
    private void listen(NumberEntry<?> entry) {
        entry.problem().addListener((_, before, now) -> {
            if (!now.isEmpty() || before.equals(problem.get())) {
                problem.set(now);
            }
        });
    }

    private VBox conditioning() {
        ComboBox<Conditioning> choice = Choices.of(
                "conditioning",
                "Image embedding",
                model.conditionings(),
                model.conditioning(),
                StageSettingsView::words);
        // What the pack offers comes with the pack.
        choice.setItems(model.conditionings());
        return Choices.titled("Image embedding", choice);
    }

    private static String words(Conditioning value) {
        return switch (value) {
            case DIFFUSION_PRIOR -> "Drawn by the prior";
            case AUTOREGRESSIVE_PRIOR -> "Drawn by the autoregressive prior";
            case TEXT_EMBEDDING -> "The text embedding itself";
            case CAPTION_ONLY -> "None: caption only";
        };
    }
}
