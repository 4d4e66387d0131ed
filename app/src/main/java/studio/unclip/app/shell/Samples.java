package studio.unclip.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Rectangle;
import studio.unclip.app.document.Notice;
import studio.unclip.app.document.Sample;
import studio.unclip.app.generate.Mode;

/** Sample pictures, in the File menu and on the empty canvas; each says once what could be tried on it. */
final class Samples {
    private static final double SIDE = 72;
    private static final double CORNER = 16;

    private final StudioModel model;
    private final Consumer<String> write;

    /** @param write puts a prompt into its field */
    Samples(StudioModel model, Consumer<String> write) {
        this.model = model;
        this.write = write;
    }

    /** Of the File menu. */
    Menu menu() {
        Menu menu = new Menu("Open a sample");
        menu.setId("menu-samples");
        for (Sample sample : Sample.values()) {
            MenuItem item = new MenuItem(sample.title());
            item.setId("menu-sample-" + id(sample));
            item.setOnAction(_ -> open(sample));
            menu.getItems().add(item);
        }
        return menu;
    }

    /** Small pictures to click. */
    HBox row() {
        List<Node> all = Stream.of(Sample.values()).<Node>map(this::button).toList();
        HBox row = new HBox(10);
        row.getChildren().setAll(all);
        row.setAlignment(Pos.CENTER);
        return row;
    }

    private Button button(Sample sample) {
        ImageView view =
                new ImageView(new Image(sample.resource().toExternalForm(), 2 * SIDE, 2 * SIDE, true, true, true));
        view.setFitHeight(SIDE);
        view.setPreserveRatio(true);
        Rectangle round = new Rectangle(SIDE, SIDE);
        round.setArcWidth(CORNER);
        round.setArcHeight(CORNER);
        view.layoutBoundsProperty().subscribe(bounds -> round.setWidth(bounds.getWidth()));
        view.setClip(round);
        Button button = new Button(null, view);
        button.setId("sample-" + id(sample));
        button.getStyleClass().setAll("sample");
        button.setAccessibleText("Open a sample: " + sample.title());
        button.setTooltip(new Tooltip(sample.title() + ": to try things on"));
        button.setOnAction(_ -> open(sample));
        return button;
    }

    private static String id(Sample sample) {
        return sample.name().toLowerCase(Locale.ROOT);
    }

    private void open(Sample sample) {
        model.documents().open(sample, () -> model.tell(new Notice(hint(sample), false, Optional.of(offer(sample)))));
    }

    private static String hint(Sample sample) {
        return switch (sample) {
            case OWL ->
                "Try Inpaint: paint over the top of its head, generously, and say: a top hat on a blue background.";
            case HOUSE -> "Try Text diff: it turns into a castle as you drag the slider.";
            case BOAT -> "Try Vary: relatives of it, near or far.";
            case PHOTOGRAPH -> "Try Expand: pull a side of the frame outward, and the scene goes on.";
        };
    }

    private static Mode mode(Sample sample) {
        return switch (sample) {
            case OWL -> Mode.INPAINT;
            case HOUSE -> Mode.TEXT_DIFF;
            case BOAT -> Mode.VARY;
            case PHOTOGRAPH -> Mode.EXPAND;
        };
    }

    private static String prompt(Sample sample) {
        return switch (sample) {
            case OWL -> "a top hat on a blue background";
            case HOUSE -> "a castle in the snow";
            case BOAT, PHOTOGRAPH -> "";
        };
    }

    private Notice.Offer offer(Sample sample) {
        Mode mode = mode(sample);
        return new Notice.Offer(mode.title(), () -> {
            model.modes().mode().set(mode);
            // What a person has typed there is theirs.
            if (model.prompt().text().get().isBlank() && !prompt(sample).isEmpty()) {
                write.accept(prompt(sample));
            }
        });
    }
}
