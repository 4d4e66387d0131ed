package studio.unclip.app.panel.settings;

import java.util.List;
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

    /** What can be chosen: the best there is, the processor, and what may be there on this system. */
    static final List<String> DEVICES = System.getProperty("os.name").startsWith("Windows")
            ? List.of("auto", "cpu", "webgpu", "cuda", "directml")
            : System.getProperty("os.name").startsWith("Mac")
                    ? List.of("auto", "cpu", "webgpu")
                    : List.of("auto", "cpu", "webgpu", "cuda");

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

    /** Where pictures are to be made, as the command line names it. */
    String chosenDevice() {
        return settings.get().device();
    }

    /** From the next start. */
    void setDevice(String id) {
        change.accept(now -> now.withDevice(id));
    }

    int mostThreads() {
        return Runtime.getRuntime().availableProcessors();
    }

    ObservableValue<String> device() {
        return device;
    }
}
