package studio.unclip.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Rectangle;
import studio.unclip.app.control.Tip;
import studio.unclip.app.document.Notice;
import studio.unclip.app.document.Sample;
import studio.unclip.app.generate.Mode;

/** Sample pictures, in the File menu and on the empty canvas; each opens in the mode it is for and says once what to do. */
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
            MenuItem item = new MenuItem(title(sample));
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
        button.setAccessibleText("Open a sample: " + title(sample));
        Tip.on(button, title(sample));
        button.setOnAction(_ -> open(sample));
        return button;
    }

    private static String title(Sample sample) {
        return sample.title() + ", to try " + mode(sample).title();
    }

    private static String id(Sample sample) {
        return sample.name().toLowerCase(Locale.ROOT);
    }

    /** Opens it in the mode it is for, ready to be tried. */
    private void open(Sample sample) {
        model.documents().open(sample, () -> {
            model.modes().mode().set(mode(sample));
            // What a person has typed there is theirs.
            if (model.prompt().text().get().isBlank() && !prompt(sample).isEmpty()) {
                write.accept(prompt(sample));
            }
            model.tell(new Notice(hint(sample), false));
        });
    }

    private static String hint(Sample sample) {
        return switch (sample) {
            case OWL -> "Paint over the top of its head, generously, then press Inpaint.";
            case HOUSE -> "Drag the slider: it turns into a castle.";
            case BOAT -> "Choose how far, then press Vary: relatives of it are drawn.";
            case PHOTOGRAPH -> "Pull a side of the frame outward, then press Expand: the scene goes on.";
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
}
