package studio.unclip.app.shell;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import studio.unclip.app.panel.prompt.PromptViewModel;

/** What stands in the place of the canvas before the first picture: a question, and prompts to begin with. */
final class WelcomeView extends VBox {
    /** Two rows before there is anything in them, pixels. */
    private static final double ROOM_FOR_SUGGESTIONS = 76;

    private static final double SPACING = 14;

    private final Label title = new Label("What do you want to see?");

    /** What goes where the window is too low for all of it, the first first. */
    private final List<Node> dispensable;

    /**
     * @param generateKeys keys that make pictures, as this machine's keyboards name them
     * @param choose takes a suggested prompt
     * @param samples pictures to begin with
     */
    WelcomeView(PromptViewModel prompt, String generateKeys, Consumer<String> choose, Node samples) {
        super(SPACING);
        setId("welcome");
        getStyleClass().add("welcome");
        setAlignment(Pos.CENTER);
        title.getStyleClass().add("welcome-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        Label text =
                new Label("Describe it on the left and press " + generateKeys + ". Pictures are made on this machine.");
        text.getStyleClass().add("welcome-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setMaxWidth(420);
        FlowPane chips = new TwoRows();
        chips.setId("suggestions");
        chips.setMaxWidth(520);
        chips.setPrefWrapLength(520);
        // They come once the pack is open; what lies below them is not to move away from under the pointer.
        Hyperlink others = new Hyperlink("Other suggestions");
        others.setId("other-suggestions");
        others.setOnAction(_ -> {
            prompt.suggestOthers();
            others.setVisited(false);
        });
        Label lead = new Label("Or begin with one of these");
        lead.getStyleClass().add("welcome-lead");
        VBox examples = new VBox(12, lead, chips, others);
        examples.getStyleClass().add("welcome-examples");
        examples.setAlignment(Pos.CENTER);
        Label or = new Label("Or try things on a picture");
        or.getStyleClass().add("welcome-lead");
        VBox pictures = new VBox(12, or, samples);
        pictures.getStyleClass().add("welcome-samples");
        pictures.setAlignment(Pos.CENTER);
        // Its place stays the same while the pack opens and nothing is offered yet.
        StackPane offered = new StackPane(examples);
        getChildren().addAll(title, text, offered, pictures);
        dispensable = List.of(text, pictures, offered);
        Runnable rebuild = () -> {
            chips.getChildren()
                    .setAll(prompt.suggestions().stream()
                            .map(suggestion -> chip(suggestion, choose))
                            .toList());
            examples.setVisible(!prompt.suggestions().isEmpty());
        };
        prompt.suggestions().subscribe(rebuild);
        rebuild.run();
    }

    /** Suggestions that do not fit into two rows are left out. */
    private static final class TwoRows extends FlowPane {
        TwoRows() {
            super(8, 8);
            setAlignment(Pos.TOP_CENTER);
            setMinHeight(USE_PREF_SIZE);
            setMaxHeight(USE_PREF_SIZE);
        }

        /** Two rows of chips as high as this machine's font makes them. */
        private double room() {
            return getChildren().isEmpty()
                    ? ROOM_FOR_SUGGESTIONS
                    : Math.max(
                            ROOM_FOR_SUGGESTIONS,
                            2 * Math.ceil(getChildren().getFirst().prefHeight(-1)) + getVgap());
        }

        @Override
        protected double computePrefHeight(double width) {
            return room();
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            getChildren()
                    .forEach(chip -> chip.setVisible(
                            chip.getLayoutY() + chip.getLayoutBounds().getHeight() <= room() + 1));
        }
    }

    @Override
    protected double computeMinHeight(double width) {
        return snappedTopInset() + title.prefHeight(-1) + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        double needed = snappedTopInset() + snappedBottomInset() - SPACING;
        for (Node child : getChildren()) {
            needed += SPACING + child.prefHeight(width);
        }
        for (Node part : dispensable) {
            boolean fits = needed <= getHeight();
            if (!fits) {
                needed -= SPACING + part.prefHeight(width);
            }
            part.setManaged(fits);
            part.setVisible(fits);
        }
        super.layoutChildren();
    }

    private static Button chip(String suggestion, Consumer<String> choose) {
        Button chip = new Button(suggestion);
        chip.setMnemonicParsing(false);
        chip.getStyleClass().addAll("chip", "suggestion");
        chip.setAccessibleText("Use the prompt: " + suggestion);
        chip.setOnAction(_ -> choose.accept(suggestion));
        return chip;
    }
}
