package studio.unclip.app.shell;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.unclip.app.panel.prompt.PromptViewModel;

/** What stands in the place of the canvas before the first picture: a question, and prompts to begin with. */
final class WelcomeView extends VBox {
    /** Two rows, pixels. */
    private static final double ROOM_FOR_SUGGESTIONS = 76;

    /**
     * @param generateKeys keys that make pictures, as this machine's keyboards name them
     * @param choose takes a suggested prompt
     * @param samples pictures to begin with
     */
    WelcomeView(PromptViewModel prompt, String generateKeys, Consumer<String> choose, Node samples) {
        super(14);
        setId("welcome");
        getStyleClass().add("welcome");
        setAlignment(Pos.CENTER);
        Label title = new Label("What do you want to see?");
        title.getStyleClass().add("welcome-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        Label text =
                new Label("Describe it on the left and press " + generateKeys + ". Pictures are made on this machine.");
        text.getStyleClass().add("welcome-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setMaxWidth(420);
        FlowPane chips = new FlowPane(8, 8);
        chips.setId("suggestions");
        chips.setAlignment(Pos.CENTER);
        chips.setMaxWidth(520);
        chips.setPrefWrapLength(520);
        // They come once the pack is open; what lies below them is not to move away from under the pointer.
        chips.setMinHeight(ROOM_FOR_SUGGESTIONS);
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
        getChildren().addAll(title, text, examples, pictures);
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

    private static Button chip(String suggestion, Consumer<String> choose) {
        Button chip = new Button(suggestion);
        chip.setMnemonicParsing(false);
        chip.getStyleClass().addAll("chip", "suggestion");
        chip.setAccessibleText("Use the prompt: " + suggestion);
        chip.setOnAction(_ -> choose.accept(suggestion));
        return chip;
    }
}
