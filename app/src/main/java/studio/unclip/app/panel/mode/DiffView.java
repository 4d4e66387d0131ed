package studio.unclip.app.panel.mode;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Choices;
import studio.unclip.app.control.Dial;
import studio.unclip.app.control.Disclosure;
import studio.unclip.app.control.TextBox;
import studio.unclip.app.control.Tip;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.inference.api.ImageRequest.DiffWay;

/** From, to, and the slider with its strip. */
final class DiffView extends VBox {
    private static final double GAP = 3;

    private final DiffForm form;
    private final Runnable apply;

    /** @param apply makes the full picture of the slider's place */
    DiffView(DiffForm form, StringProperty to, Runnable apply) {
        super(12);
        this.form = form;
        this.apply = apply;
        TextBox from = new TextBox();
        from.setPrefRowCount(3);
        from.setId("diff-from");
        from.setAccessibleText("What it shows now");
        from.textProperty().bindBidirectional(form.from());
        form.captioned().subscribe(words -> from.setPromptText(words.isEmpty() ? "Looked at by itself" : words));
        Button swap = new Button(null, new FontIcon(Feather.REPEAT));
        swap.setId("diff-swap");
        swap.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        swap.setAccessibleText("Swap both descriptions");
        Tip.on(swap, "Swap both descriptions");
        swap.setOnAction(_ -> form.swap(to));
        HBox.setHgrow(from, Priority.ALWAYS);
        Label label = ModeBar.title("What it shows now");
        label.setLabelFor(from);

        Dial dial = new Dial(
                "diff-theta", "How far", "0: the picture as it is. 1: all the way to the prompt.", form.theta());
        release(dial.slider());
        Label status = new Label();
        status.setId("diff-status");
        status.getStyleClass().add("hint-line");
        status.setWrapText(true);
        status.setMinHeight(Region.USE_PREF_SIZE);
        status.textProperty().bind(form.status());
        status.visibleProperty().bind(form.status().isNotEmpty());
        status.managedProperty().bind(status.visibleProperty());

        ComboBox<DiffWay> way = Choices.of("diff-way", "Way", List.of(DiffWay.values()), form.way(), DiffView::words);
        CheckBox inside = new CheckBox("Only inside the mask");
        inside.setId("diff-inside");
        inside.selectedProperty().bindBidirectional(form.insideMask());
        getChildren()
                .addAll(
                        new VBox(6, label, new HBox(4, from, swap)),
                        dial,
                        strip(),
                        status,
                        new Disclosure("diff-more", "Way and mask", new VBox(12, Choices.titled("Way", way), inside)));
    }

    /** The full picture comes once the hand lets go, by mouse or by key. */
    private void release(Slider slider) {
        slider.valueChangingProperty().addListener((_, _, changing) -> {
            if (!changing) {
                apply.run();
            }
        });
        slider.addEventHandler(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode().isNavigationKey()) {
                apply.run();
            }
        });
    }

    private HBox strip() {
        HBox strip = new HBox(GAP);
        strip.setId("diff-strip");
        strip.getStyleClass().add("diff-strip");
        for (int i = 0; i < DiffForm.STRIP; i++) {
            strip.getChildren().add(place(i));
        }
        return strip;
    }

    private Node place(int at) {
        double theta = at / (DiffForm.STRIP - 1.0);
        ImageView image = new ImageView();
        image.setPreserveRatio(true);
        StackPane frame = new StackPane(image);
        frame.getStyleClass().add("strip-picture");
        Button button = new Button(null, frame);
        button.setId("strip-" + at);
        button.getStyleClass().setAll("strip-place");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        button.setAccessibleText(String.format(java.util.Locale.ROOT, "%.0f per cent of the way", theta * 100));
        HBox.setHgrow(button, Priority.ALWAYS);
        // All equally wide, whatever they hold.
        button.setPrefWidth(1);
        frame.minHeightProperty().bind(button.widthProperty());
        frame.maxHeightProperty().bind(button.widthProperty());
        image.fitWidthProperty().bind(button.widthProperty());
        image.fitHeightProperty().bind(button.widthProperty());
        image.setManaged(true);
        form.strip(at)
                .subscribe(
                        picture -> image.setImage(picture.map(PictureImages::of).orElse(null)));
        button.setOnAction(_ -> {
            form.theta().set(theta);
            apply.run();
        });
        return button;
    }

    private static String words(DiffWay way) {
        return switch (way) {
            case PRIOR -> "What the prior draws otherwise";
            case TEXT -> "The captions' difference (the paper's)";
        };
    }
}
