package studio.unclip.app.panel.prompt;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.StageSettings;

/** Steps and guidance of every stage, and what stands for the image embedding: one click away. */
final class StageSettingsView extends VBox {
    private static final double SPINNER_WIDTH = 76;
    private static final double GUIDANCE_STEP = 0.25;

    private final PromptViewModel model;
    private final GridPane grid = new GridPane(8, 8);
    private final VBox content = new VBox(12);

    StageSettingsView(PromptViewModel model) {
        super(10);
        this.model = model;
        FontIcon chevron = new FontIcon(Feather.CHEVRON_RIGHT);
        Button toggle = new Button("Steps and guidance", chevron);
        toggle.setId("settings-toggle");
        toggle.getStyleClass().addAll(Styles.FLAT, "disclosure");
        toggle.setOnAction(_ -> {
            boolean open = !content.isVisible();
            content.setVisible(open);
            content.setManaged(open);
            chevron.setIconCode(open ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT);
        });
        Hyperlink reset = new Hyperlink("Back to the pack's defaults");
        reset.setId("settings-reset");
        reset.setOnAction(_ -> {
            model.resetSettings();
            reset.setVisited(false);
        });
        content.setId("settings");
        content.getStyleClass().add("stage-settings");
        content.getChildren().addAll(grid, conditioning(), reset);
        content.setVisible(false);
        content.setManaged(false);
        getChildren().addAll(toggle, content);
        model.stages().subscribe(this::rebuild);
        rebuild();
    }

    private void rebuild() {
        grid.getChildren().clear();
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
            grid.add(steps(stage), 1, row);
            if (stage.takesGuidance()) {
                grid.add(guidance(stage), 2, row);
            }
            row++;
        }
    }

    private static Label heading(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("column-title");
        GridPane.setHalignment(label, HPos.LEFT);
        return label;
    }

    private static Spinner<Integer> steps(StageViewModel stage) {
        SpinnerValueFactory.IntegerSpinnerValueFactory values = new SpinnerValueFactory.IntegerSpinnerValueFactory(
                1, StageSettings.MAX_STEPS, stage.steps().get());
        values.valueProperty().bindBidirectional(stage.steps());
        return spinner(values, "steps-" + stage.name(), stage.label() + ", steps");
    }

    private static Spinner<Double> guidance(StageViewModel stage) {
        SpinnerValueFactory.DoubleSpinnerValueFactory values = new SpinnerValueFactory.DoubleSpinnerValueFactory(
                0, StageSettings.MAX_GUIDANCE, stage.guidance().get(), GUIDANCE_STEP);
        values.setConverter(new StringConverter<>() {
            @Override
            public String toString(Double value) {
                return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
            }

            @Override
            public Double fromString(String text) {
                try {
                    return Double.valueOf(text.strip().replace(',', '.'));
                } catch (NumberFormatException e) {
                    return values.getValue();
                }
            }
        });
        values.valueProperty().bindBidirectional(stage.guidance());
        return spinner(values, "guidance-" + stage.name(), stage.label() + ", guidance");
    }

    private static <T> Spinner<T> spinner(SpinnerValueFactory<T> values, String id, String name) {
        Spinner<T> spinner = new Spinner<>(values);
        spinner.setId(id);
        spinner.setEditable(true);
        spinner.setPrefWidth(SPINNER_WIDTH);
        spinner.setMinWidth(SPINNER_WIDTH);
        spinner.setAccessibleText(name);
        spinner.getEditor().setAccessibleText(name);
        return spinner;
    }

    private VBox conditioning() {
        ComboBox<Conditioning> choice = new ComboBox<>();
        choice.setId("conditioning");
        choice.setItems(model.conditionings());
        choice.setConverter(new StringConverter<>() {
            @Override
            public String toString(Conditioning value) {
                return value == null
                        ? ""
                        : switch (value) {
                            case DIFFUSION_PRIOR -> "Drawn by the prior";
                            case AUTOREGRESSIVE_PRIOR -> "Drawn by the autoregressive prior";
                            case TEXT_EMBEDDING -> "The text embedding itself";
                            case CAPTION_ONLY -> "None: caption only";
                        };
            }

            @Override
            public Conditioning fromString(String text) {
                throw new UnsupportedOperationException("the choice is not editable");
            }
        });
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setAccessibleText("Image embedding");
        choice.valueProperty().bindBidirectional(model.conditioning());
        Label label = new Label("Image embedding");
        label.getStyleClass().add("row-title");
        label.setLabelFor(choice);
        return new VBox(6, label, choice);
    }
}
