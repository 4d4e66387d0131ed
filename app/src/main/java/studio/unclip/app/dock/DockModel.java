package studio.unclip.app.dock;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import studio.unclip.app.settings.DockSettings;

/** Which panels of the column show more than their title, and whether the column is there at all. Window thread. */
public final class DockModel {
    private final Map<String, Boolean> remembered;
    private final Consumer<DockSettings> remember;
    private final Map<String, BooleanProperty> open = new HashMap<>();
    private final ReadOnlyBooleanWrapper folded = new ReadOnlyBooleanWrapper(this, "folded");
    private final ReadOnlyDoubleWrapper width = new ReadOnlyDoubleWrapper(this, "width");
    private final BooleanProperty narrow = new SimpleBooleanProperty(this, "narrow");

    /** Whether the column was asked for in a narrow window; forgotten with the window's next widening. */
    private final BooleanProperty asked = new SimpleBooleanProperty(this, "asked");

    private final BooleanBinding shown =
            Bindings.createBooleanBinding(() -> narrow.get() ? asked.get() : !folded.get(), narrow, asked, folded);

    /**
     * @param settings as the last run left them
     * @param remember is told of every change
     */
    public DockModel(DockSettings settings, Consumer<DockSettings> remember) {
        this.remembered = new HashMap<>(settings.open());
        this.remember = remember;
        folded.set(settings.folded());
        width.set(settings.width());
        narrow.subscribe(() -> asked.set(false));
    }

    /** Whether the window is too narrow for the column to stand there unasked. */
    public BooleanProperty narrow() {
        return narrow;
    }

    /** Whether the column is there; else a rail is in its place. */
    public BooleanBinding shown() {
        return shown;
    }

    /** Unfolds the column or folds it; in a narrow window that is not remembered. */
    public void show(boolean wanted) {
        if (narrow.get()) {
            asked.set(wanted);
        } else if (folded.get() == wanted) {
            folded.set(!wanted);
            store();
        }
    }

    /** Of the column, in logical pixels. */
    public ReadOnlyDoubleProperty width() {
        return width.getReadOnlyProperty();
    }

    /** @param wanted in logical pixels; taken as far as the column may become narrow or wide */
    public void setWidth(double wanted) {
        double next = Math.clamp(Math.rint(wanted), DockSettings.LEAST_WIDTH, DockSettings.MOST_WIDTH);
        if (next != width.get()) {
            width.set(next);
            store();
        }
    }

    /** Whether a panel shows more than its title; open unless a person or {@link #closedAtFirst} said otherwise. */
    public ReadOnlyBooleanProperty open(String panel) {
        return property(panel);
    }

    /** A panel that is closed until a person opens it. */
    public void closedAtFirst(String panel) {
        if (!remembered.containsKey(panel)) {
            property(panel).set(false);
        }
    }

    /** Opens a panel or closes it down to its title. */
    public void setOpen(String panel, boolean wanted) {
        BooleanProperty property = property(panel);
        if (property.get() != wanted) {
            property.set(wanted);
            remembered.put(panel, wanted);
            store();
        }
    }

    private BooleanProperty property(String panel) {
        return open.computeIfAbsent(
                panel, id -> new SimpleBooleanProperty(this, id, remembered.getOrDefault(id, true)));
    }

    private void store() {
        remember.accept(new DockSettings(folded.get(), width.get(), remembered));
    }
}
