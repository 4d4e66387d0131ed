package studio.unclip.app.panel.mode;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.unclip.app.control.Choices;
import studio.unclip.app.control.Dial;
import studio.unclip.app.control.Disclosure;
import studio.unclip.app.edit.PaintMode;
import studio.unclip.editor.patch.BlendRing;

/** What is to happen under the mask. */
final class InpaintView extends VBox {
    private static final List<Optional<BlendRing>> RINGS = List.of(
            Optional.empty(),
            Optional.of(new BlendRing(0)),
            Optional.of(new BlendRing(8)),
            Optional.of(new BlendRing(16)),
            Optional.of(new BlendRing(32)),
            Optional.of(new BlendRing(64)));

    InpaintView(InpaintForm form) {
        super(12);
        ComboBox<PaintMode> how = Choices.of(
                "inpaint-how", "Under the mask", List.of(PaintMode.values()), form.how(), InpaintView::words);
        Label masked = new Label();
        masked.setId("inpaint-masked");
        masked.getStyleClass().add("hint-line");
        masked.textProperty().bind(form.masked());
        masked.visibleProperty().bind(form.masked().isNotEmpty());
        masked.managedProperty().bind(masked.visibleProperty());
        masked.setMinHeight(Region.USE_PREF_SIZE);
        ComboBox<Optional<BlendRing>> ring =
                Choices.of("inpaint-ring", "Blended around the mask", RINGS, form.ring(), InpaintView::words);
        Dial likeness = new Dial(
                "inpaint-likeness",
                "Like its surroundings",
                "0: as the prompt says. 1: as what is seen around the mask.",
                form.likeness());
        getChildren()
                .addAll(
                        masked,
                        Choices.titled("Under the mask", how),
                        new Disclosure(
                                "inpaint-more",
                                "Edge and likeness",
                                new VBox(12, Choices.titled("Blended around the mask", ring), likeness)));
    }

    private static String words(PaintMode mode) {
        return switch (mode) {
            case REPLACE -> "Something else takes its place";
            case ADD -> "Something is put in";
            case CONTINUE -> "The surroundings go on";
            case REMOVE -> "What is there goes away";
            case BACKGROUND -> "All but the mask gives way";
        };
    }

    private static String words(Optional<BlendRing> ring) {
        return ring.map(one -> one.width() == 0 ? "Nothing outside the mask" : one.width() + " pixels")
                .orElse("By the mask's size");
    }
}
