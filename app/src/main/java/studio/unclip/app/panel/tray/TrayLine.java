package studio.unclip.app.panel.tray;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableBooleanValue;

/** What the tray tells, one thing at a time: what happened to what was asked for, or for a while something else. */
final class TrayLine {
    private final ObservableBooleanValue busy;
    private final ReadOnlyObjectWrapper<TrayState> state =
            new ReadOnlyObjectWrapper<>(this, "state", new TrayState.Empty());

    /** What was last told that is no passing thing. */
    private TrayState rest = new TrayState.Empty();

    /** @param busy whether something is being made: that is told and nothing else */
    TrayLine(ObservableBooleanValue busy) {
        this.busy = busy;
    }

    ReadOnlyObjectProperty<TrayState> state() {
        return state.getReadOnlyProperty();
    }

    void tell(TrayState now) {
        rest = now;
        state.set(now);
    }

    /** Tells something that holds as long as nothing else happens. */
    void tellForNow(TrayState now) {
        if (!busy.get()) {
            state.set(now);
        }
    }

    /** What was told for a while is over. */
    void again() {
        tellForNow(rest);
    }
}
