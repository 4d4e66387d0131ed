package studio.unclip.app.control;

import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * A number that is typed. It counts from the key press that completes it, so nothing has to be confirmed; while the text
 * is no number the last one stays and {@link #problem()} says so. Window thread.
 *
 * @param <T> the numbers
 */
public final class NumberEntry<T> {
    private final String name;
    private final NumberKind<T> kind;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ObjectProperty<T> value;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    /** Whether the value follows the text now, or the text the value. */
    private boolean typing;

    private boolean writing;

    /**
     * @param name what the number is, as a sentence begins: "Prior, steps"
     * @param initial to begin with
     */
    public NumberEntry(String name, NumberKind<T> kind, T initial) {
        this.name = name;
        this.kind = kind;
        this.value = new SimpleObjectProperty<>(this, "value", initial);
        write();
        text.addListener((_, _, now) -> typed(now));
        value.addListener((_, _, _) -> {
            if (!typing) {
                write();
            }
        });
    }

    /** What stands in the field. */
    public StringProperty text() {
        return text;
    }

    /** The number; setting it writes it into the field. */
    public ObjectProperty<T> value() {
        return value;
    }

    /** Why the text was not taken, or not as it stands, one line; empty when it was. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** For screen readers and messages. */
    public String name() {
        return name;
    }

    /** The typing is over: the field shows the number that counts. Why something else was not taken can still be read. */
    public void settle() {
        String why = problem.get();
        write();
        problem.set(why);
    }

    /** One larger (by 1) or smaller (by -1). */
    public void step(int by) {
        value.set(kind.beside(value.get(), by));
        write();
    }

    /** Writes the number in the place of whatever stands there. */
    public void write() {
        writing = true;
        text.set(kind.write(value.get()));
        writing = false;
        problem.set("");
    }

    private void typed(String now) {
        if (writing) {
            return;
        }
        kind.read(now == null ? "" : now)
                .ifPresentOrElse(
                        this::take,
                        () -> problem.set(String.format(
                                Locale.ROOT, "%s: not %s. %s is kept.", name, kind.words(), kind.write(value.get()))));
    }

    private void take(T asked) {
        T taken = kind.taken(asked);
        typing = true;
        value.set(taken);
        typing = false;
        problem.set(
                taken.equals(asked)
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%s: %s is taken instead of %s, the nearest number that works.",
                                name,
                                kind.write(taken),
                                kind.write(asked)));
    }
}
