package studio.unclip.app.dock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.unclip.app.settings.DockSettings;

class DockModelTest {
    private final List<DockSettings> stored = new ArrayList<>();

    private DockModel model(DockSettings settings) {
        return new DockModel(settings, stored::add);
    }

    @Test
    void what_a_person_folds_is_remembered() {
        DockModel docks = model(DockSettings.DEFAULTS);
        docks.setOpen("layers", false);
        docks.setWidth(300);
        docks.show(false);

        assertThat(stored.getLast()).isEqualTo(new DockSettings(true, 300, Map.of("layers", false)));
        DockModel next = model(stored.getLast());
        assertThat(next.open("layers").get()).isFalse();
        assertThat(next.open("history").get()).isTrue();
        assertThat(next.shown().get()).isFalse();
    }

    @Test
    void a_panel_that_is_closed_at_first_stays_open_once_a_person_opened_it() {
        DockModel docks = model(DockSettings.DEFAULTS);
        docks.closedAtFirst("see");
        assertThat(docks.open("see").get()).isFalse();
        assertThat(stored).as("nothing that a person did").isEmpty();
        docks.setOpen("see", true);

        DockModel next = model(stored.getLast());
        next.closedAtFirst("see");
        assertThat(next.open("see").get()).isTrue();
    }

    @Test
    void in_a_narrow_window_the_column_is_there_only_while_it_is_asked_for() {
        DockModel docks = model(DockSettings.DEFAULTS);
        docks.narrow().set(true);
        assertThat(docks.shown().get()).isFalse();
        docks.show(true);
        assertThat(docks.shown().get()).isTrue();
        docks.narrow().set(false);
        assertThat(docks.shown().get()).as("as it was before").isTrue();
        docks.narrow().set(true);
        assertThat(docks.shown().get()).isFalse();
        assertThat(stored).isEmpty();
    }

    @Test
    void the_width_stays_within_what_can_be_used() {
        DockModel docks = model(DockSettings.DEFAULTS);
        docks.setWidth(10_000);
        assertThat(docks.width().get()).isEqualTo(DockSettings.MOST_WIDTH);
        docks.setWidth(-1);
        assertThat(docks.width().get()).isEqualTo(DockSettings.LEAST_WIDTH);
        assertThat(new DockSettings(false, Double.NaN, Map.of()).width()).isEqualTo(DockSettings.LEAST_WIDTH);
    }
}
