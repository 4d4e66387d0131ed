package studio.unclip.app.panel.mode;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Choices;
import studio.unclip.app.control.Dial;
import studio.unclip.app.control.Tip;
import studio.unclip.app.picture.PictureImages;

/** What goes into the mix, with its weights. */
final class MixView extends VBox {
    private static final double SIDE = 44;

    private final MixForm form;
    private final VBox list = new VBox(12);
    private final Map<MixPart, Node> rows = new HashMap<>();

    MixView(MixForm form) {
        super(12);
        this.form = form;
        list.setId("mix-parts");
        Button canvas = button("mix-add-canvas", "The canvas", Feather.IMAGE, form::addCanvas);
        Button prompt = button("mix-add-prompt", "A prompt", Feather.TYPE, form::addPrompt);
        HBox add = new HBox(6, ModeBar.title("Add"), canvas, prompt);
        add.setAlignment(Pos.CENTER_LEFT);
        List.of(canvas, prompt)
                .forEach(one ->
                        one.disableProperty().bind(Bindings.size(form.parts()).greaterThanOrEqualTo(MixForm.MOST)));
        VBox taking = new VBox();
        Runnable aspects = () -> {
            List<Optional<String>> all = new ArrayList<>();
            all.add(Optional.empty());
            form.aspects().forEach(one -> all.add(Optional.of(one)));
            ComboBox<Optional<String>> choice = Choices.of(
                    "mix-aspect", "What the first takes from the second", all, form.aspect(), MixView::words);
            taking.getChildren().setAll(Choices.titled("The first takes from the second", choice));
        };
        form.aspects().subscribe(aspects);
        aspects.run();
        taking.visibleProperty()
                .bind(Bindings.size(form.parts()).isEqualTo(2).and(Bindings.isNotEmpty(form.aspects())));
        taking.managedProperty().bind(taking.visibleProperty());
        CheckBox layouts = new CheckBox("Mix layouts too");
        layouts.setId("mix-layouts");
        Tip.on(layouts, "x_T comes from the pictures' own instead of the seed.");
        layouts.selectedProperty().bindBidirectional(form.layouts());
        form.parts().subscribe(this::rebuild);
        rebuild();
        getChildren().addAll(list, add, taking, layouts);
    }

    private void rebuild() {
        rows.keySet().retainAll(form.parts());
        list.getChildren()
                .setAll(form.parts().stream()
                        .map(part -> rows.computeIfAbsent(part, this::row))
                        .toList());
        boolean any = !form.parts().isEmpty();
        list.setVisible(any);
        list.setManaged(any);
    }

    private Node row(MixPart part) {
        Button remove = new Button(null, new FontIcon(Feather.X));
        remove.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        remove.setAccessibleText("Take out of the mix");
        remove.setOnAction(_ -> form.remove(part));
        Node what = part.isPicture() ? picture(part) : words(part);
        HBox.setHgrow(what, Priority.ALWAYS);
        HBox head = new HBox(8, what, remove);
        head.setAlignment(Pos.CENTER_LEFT);
        Dial weight = new Dial(
                "mix-weight-" + (form.parts().indexOf(part) + 1),
                "Weight",
                "Its share of the mix; below 0: away from it.",
                part.weight(),
                -1,
                2);
        // An aspect is taken whole: weights say nothing then.
        weight.visibleProperty().bind(form.aspect().map(Optional::isEmpty));
        weight.managedProperty().bind(weight.visibleProperty());
        VBox row = new VBox(4, head, weight);
        row.getStyleClass().add("mix-part");
        return row;
    }

    private static Node picture(MixPart part) {
        ImageView image = new ImageView();
        image.setFitWidth(SIDE);
        image.setFitHeight(SIDE);
        image.setPreserveRatio(true);
        part.look().ifPresent(look -> image.setImage(PictureImages.of(look)));
        StackPane frame = new StackPane(image);
        frame.setMinSize(SIDE, SIDE);
        frame.setMaxSize(SIDE, SIDE);
        frame.getStyleClass().add("candidate-picture");
        Label label = new Label("A picture, as it was when added");
        label.setWrapText(true);
        label.getStyleClass().add("hint-line");
        HBox box = new HBox(10, frame, label);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static TextField words(MixPart part) {
        TextField field = new TextField();
        field.setPromptText("A prompt, for example: a castle");
        field.setAccessibleText("A prompt of the mix");
        field.textProperty().bindBidirectional(part.prompt());
        return field;
    }

    private static Button button(String id, String text, Feather icon, Runnable does) {
        Button button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("chip");
        button.setOnAction(_ -> does.run());
        return button;
    }

    private static String words(Optional<String> aspect) {
        return aspect.map(one -> "Only its " + one).orElse("All of it, by weights");
    }
}
