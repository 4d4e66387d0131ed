package studio.unclip.app.panel.see;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.control.Tip;
import studio.unclip.app.dock.Dock;
import studio.unclip.inference.api.AnalysisResult;

/** What CLIP sees: a button, then words with bars that say how far each stands out. */
public final class SeeView extends VBox {
    /** A word that stands out so far has a full bar, in standard deviations among its kind. */
    private static final double FULL = 6;

    /** Of each kind. */
    private static final int MOST_WORDS = 4;

    private static final int MOST_CHANGES = 5;

    private final SeeViewModel model;
    private final VBox answer = new VBox();

    /** @param model what it shows */
    public SeeView(SeeViewModel model) {
        this.model = model;
        setId("see-panel");
        getStyleClass().add("see-panel");
        answer.getStyleClass().add("see-answer");
        answer.setId("see-answer");
        ScrollPane scroll = new ScrollPane(answer);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("quiet-scroll");
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(asking(), scroll);
        model.state().subscribe(this::show);
    }

    /** As a panel of the column. */
    public Dock dock() {
        return new Dock("see", "What CLIP sees", Feather.EYE, this, List.of(), 1);
    }

    private Node asking() {
        Button look = new Button();
        look.setId("see-look");
        look.getStyleClass().add(Styles.SMALL);
        look.setMaxWidth(Double.MAX_VALUE);
        look.textProperty()
                .bind(Bindings.when(model.selection())
                        .then("Look at what is selected")
                        .otherwise("Look at the picture"));
        Tip.on(look, "Which of the pack's words fit it best, and captions for it");
        look.disableProperty().bind(model.possible().not());
        look.setOnAction(_ -> model.look());
        Button change = new Button("Say what changed");
        change.setId("see-change");
        change.getStyleClass().add(Styles.SMALL);
        change.setMaxWidth(Double.MAX_VALUE);
        change.disableProperty().bind(model.possible().not());
        change.setOnAction(_ -> model.lookAtChange());
        Button cancel = new Button("Cancel");
        cancel.setId("see-cancel");
        cancel.getStyleClass().add(Styles.SMALL);
        cancel.setOnAction(_ -> model.cancel());
        Label which = new Label();
        which.setWrapText(true);
        which.getStyleClass().add("see-which");
        HBox buttons = new HBox(8, look, change, cancel);
        HBox.setHgrow(look, Priority.ALWAYS);
        HBox.setHgrow(change, Priority.ALWAYS);
        buttons.setAlignment(Pos.CENTER_LEFT);
        Runnable choose = () -> {
            boolean comparing = model.comparison().get().isPresent();
            which.setText(model.comparison().get().orElse(""));
            show(which, comparing);
            show(change, comparing);
            show(look, !comparing);
            show(cancel, model.state().get() instanceof SeeState.Looking);
        };
        model.comparison().subscribe(choose);
        model.state().subscribe(choose);
        VBox all = new VBox(6, which, buttons);
        all.getStyleClass().add("see-asking");
        return all;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void show(SeeState state) {
        List<Node> lines = new ArrayList<>();
        switch (state) {
            case SeeState.Unasked _ -> {
                // The button says it.
            }
            case SeeState.Looking _ -> lines.add(line("Looking…", "hint"));
            case SeeState.Failed(String message) -> lines.add(line(message, "input-problem"));
            case SeeState.Seen(Sight sight) -> add(sight, lines);
        }
        answer.getChildren().setAll(lines);
    }

    private static void add(Sight sight, List<Node> lines) {
        sight.change().ifPresent(change -> {
            lines.add(title("More"));
            change.more().stream().limit(MOST_CHANGES).forEach(word -> lines.add(word(word)));
            lines.add(title("Less"));
            change.less().stream().limit(MOST_CHANGES).forEach(word -> lines.add(word(word)));
        });
        if (!sight.captions().isEmpty()) {
            lines.add(title("In a sentence"));
            sight.captions().forEach(caption -> lines.add(caption(caption)));
        }
        for (AnalysisResult.Kind kind : AnalysisResult.Kind.values()) {
            List<AnalysisResult.Sight> words = sight.words().stream()
                    .filter(word -> word.kind() == kind)
                    .limit(MOST_WORDS)
                    .toList();
            if (!words.isEmpty()) {
                lines.add(title(
                        switch (kind) {
                            case THING -> "Things";
                            case PLACE -> "Places";
                            case STYLE -> "Styles";
                        }));
                words.forEach(word -> lines.add(word(word)));
            }
        }
    }

    private static Label title(String text) {
        return line(text, "see-title");
    }

    private static Label line(String text, String style) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    private static Node caption(AnalysisResult.Caption caption) {
        Label text = line(caption.text(), "see-word");
        Tip.on(text, String.format(Locale.ROOT, "Likeness to the picture %.2f", caption.similarity()));
        return text;
    }

    private static Node word(AnalysisResult.Sight sight) {
        Label text = new Label(sight.words());
        text.getStyleClass().add("see-word");
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        double far = Math.abs(sight.clarity());
        ProgressBar bar = new ProgressBar(Math.min(1, far / FULL));
        bar.getStyleClass().addAll(Styles.SMALL, "see-bar");
        String number = String.format(Locale.ROOT, "%.1f", sight.clarity());
        bar.setAccessibleText(sight.words() + ", " + number);
        HBox row = new HBox(8, text, bar);
        row.setAlignment(Pos.CENTER_LEFT);
        Tip.on(
                row,
                sight.words() + ": " + number
                        + "\nBy so many standard deviations it stands out among the words of its kind");
        return row;
    }
}
