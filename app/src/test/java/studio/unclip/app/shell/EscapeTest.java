package studio.unclip.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EscapeTest {

    @Test
    void one_thing_a_press_and_what_is_nearest_to_the_hand_first() {
        List<String> ended = new ArrayList<>();
        Set<String> going = new TreeSet<>(Set.of("job", "gesture", "trying"));
        Escape escape = new Escape();
        escape.add(Escape.Level.JOB, () -> going.remove("job") && ended.add("job"));
        escape.add(Escape.Level.TRYING, () -> going.remove("trying") && ended.add("trying"));
        escape.add(Escape.Level.OVERLAY, () -> false);
        escape.add(Escape.Level.GESTURE, () -> going.remove("gesture") && ended.add("gesture"));

        assertThat(escape.end()).isTrue();
        assertThat(ended).containsExactly("gesture");
        escape.end();
        escape.end();
        assertThat(ended).containsExactly("gesture", "trying", "job");
        assertThat(escape.end()).as("nothing is left: the key is not taken").isFalse();
    }
}
