package studio.unclip.app.panel.mode;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import studio.unclip.app.control.Disclosure;
import studio.unclip.app.control.NumberEntry;
import studio.unclip.app.control.NumberField;
import studio.unclip.app.control.Pills;

/** How wide and high a picture is to be: three shapes, and exact numbers one click deeper. */
final class SizeView extends VBox {
    private static final double FIELD_WIDTH = 82;

    /** Of a pack that was open before, nothing is shown any more. */
    private Subscription shown = Subscription.EMPTY;

    SizeView(GenerateForm form) {
        super(4);
        setId("size");
        form.size().subscribe(size -> {
            shown.unsubscribe();
            shown = Subscription.EMPTY;
            getChildren().clear();
            size.ifPresent(this::show);
            setVisible(size.isPresent());
            setManaged(size.isPresent());
        });
    }

    private void show(SizeForm size) {
        Pills<SizeForm.Shape> shapes =
                new Pills<>("size", "Shape", List.of(SizeForm.Shape.values()), SizeForm.Shape::title, size::choose);
        shown = size.shape().subscribe(shapes::show);
        NumberField width = field(size.width(), "size-width");
        Label by = new Label("×");
        NumberField height = field(size.height(), "size-height");
        HBox numbers = new HBox(8, width, by, height, new Label("pixels"));
        numbers.setAlignment(Pos.CENTER_LEFT);
        VBox exact =
                new VBox(6, numbers, note("size-width-note", size.width()), note("size-height-note", size.height()));
        getChildren()
                .addAll(new VBox(6, ModeBar.title("Shape"), shapes), new Disclosure("size-exact", "Exact size", exact));
    }

    private static NumberField field(NumberEntry<Integer> entry, String id) {
        NumberField field = new NumberField(entry, id);
        field.setPrefWidth(FIELD_WIDTH);
        field.setMinWidth(FIELD_WIDTH);
        field.setMaxWidth(FIELD_WIDTH);
        return field;
    }

    /** That another number is taken than the one that was typed. */
    private static Label note(String id, NumberEntry<Integer> entry) {
        Label note = new Label();
        note.setId(id);
        note.getStyleClass().add("input-problem");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        note.textProperty().bind(entry.problem());
        note.visibleProperty().bind(entry.problem().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }
}
