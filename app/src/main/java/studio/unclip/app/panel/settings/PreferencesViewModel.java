package studio.unclip.app.panel.settings;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.settings.Settings;
import studio.unclip.app.settings.Theme;

/** What a person sets: every change holds at once and is written down. Window thread. */
public final class PreferencesViewModel {
    private final Supplier<Settings> settings;
    private final Consumer<UnaryOperator<Settings>> change;
    private final Consumer<Theme> showTheme;
    private final ObservableValue<String> device;

    /**
     * @param settings as they are
     * @param change changes and writes them
     * @param showTheme colours the windows
     * @param device where pictures are made now, in a few words
     */
    public PreferencesViewModel(
            Supplier<Settings> settings,
            Consumer<UnaryOperator<Settings>> change,
            Consumer<Theme> showTheme,
            ObservableValue<String> device) {
        this.settings = settings;
        this.change = change;
        this.showTheme = showTheme;
        this.device = device;
    }

    Theme theme() {
        return settings.get().theme();
    }

    void setTheme(Theme theme) {
        showTheme.accept(theme);
    }

    /** Minutes. */
    int rest() {
        return settings.get().restMinutes();
    }

    void setRest(int minutes) {
        change.accept(now -> now.withRestMinutes(minutes));
    }

    /** Processor threads of the engine; 0: as many as suit the machine. */
    int threads() {
        return settings.get().threads();
    }

    /** From the next start. */
    void setThreads(int threads) {
        change.accept(now -> now.withThreads(threads));
    }

    int mostThreads() {
        return Runtime.getRuntime().availableProcessors();
    }

    ObservableValue<String> device() {
        return device;
    }
}
