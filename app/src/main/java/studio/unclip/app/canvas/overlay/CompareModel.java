package studio.unclip.app.canvas.overlay;

import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import studio.unclip.editor.document.Document;

/** Another document beside the open one on the canvas, with a line between them to be wiped. Window thread. */
public final class CompareModel {
    private final ReadOnlyObjectWrapper<Optional<Compared>> compared =
            new ReadOnlyObjectWrapper<>(this, "compared", Optional.empty());
    private final DoubleProperty position = new SimpleDoubleProperty(this, "position", 0.5) {
        @Override
        public void set(double wanted) {
            super.set(Math.clamp(wanted, 0, 1));
        }
    };

    /**
     * What is compared.
     *
     * @param other left of the line
     * @param otherName of it, in a few words
     * @param name of the open document, right of the line
     */
    public record Compared(Document other, String otherName, String name) {
        public Compared {
            Objects.requireNonNull(other);
            Objects.requireNonNull(otherName);
            Objects.requireNonNull(name);
        }
    }

    /** Empty: nothing is compared. */
    public ReadOnlyObjectProperty<Optional<Compared>> compared() {
        return compared.getReadOnlyProperty();
    }

    /** Where the line stands: 0 at the document's left edge, 1 at its right one; what is set is made so. */
    public DoubleProperty position() {
        return position;
    }

    /** Begins, with the line in the middle. */
    public void compare(Document other, String otherName, String name) {
        position.set(0.5);
        compared.set(Optional.of(new Compared(other, otherName, name)));
    }

    /** Ends; whether there was anything to end. */
    public boolean end() {
        boolean was = compared.get().isPresent();
        compared.set(Optional.empty());
        return was;
    }
}
