package studio.unclip.app.panel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.pack.Watcher;

/** Packs are read for their hashes when nothing else is done with packs; this thread plays both. */
class QuietHashingTest {
    private final List<Runnable> later = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final QuietHashing hashing = new QuietHashing(this::read, later::add, Runnable::run);

    /** Half of the pack, then the rest, unless it is to end. */
    private void read(String id, Watcher watcher) {
        begun.add(id);
        watcher.progress("weights", 1, 2);
        if (watcher.cancelled()) {
            throw new CancellationException();
        }
        assertThat(hashing.doing().get()).contains("50 %", "can be used meanwhile");
        read.add(id);
    }

    private void runOne() {
        later.removeFirst().run();
    }

    @Test
    void one_is_read_after_the_other() {
        hashing.add("karlo", "Karlo");
        hashing.add("other", "Other");
        assertThat(hashing.doing().get()).contains("Karlo", "0 %");
        assertThat(later).as("one at a time").hasSize(1);
        runOne();
        assertThat(hashing.doing().get()).contains("Other");
        runOne();
        assertThat(read).containsExactly("karlo", "other");
        assertThat(hashing.doing().get()).isEmpty();
        assertThat(later).isEmpty();
    }

    @Test
    void it_stands_aside_for_other_work_and_goes_on_after_it() {
        hashing.add("karlo", "Karlo");
        hashing.standAside();
        runOne();
        assertThat(read).isEmpty();
        assertThat(hashing.doing().get()).isEmpty();
        assertThat(later).as("not while something else is done").isEmpty();
        hashing.add("other", "Other");
        assertThat(later).isEmpty();

        hashing.goOn();
        runOne();
        runOne();
        assertThat(begun).containsExactly("karlo", "karlo", "other");
        assertThat(read).containsExactly("karlo", "other");
    }

    @Test
    void what_is_not_wanted_now_is_not_begun_again() {
        hashing.add("karlo", "Karlo");
        hashing.add("other", "Other");
        hashing.stop();
        runOne();
        assertThat(read).isEmpty();
        assertThat(later).isEmpty();
        hashing.standAside();
        hashing.goOn();
        assertThat(later).isEmpty();
        assertThat(hashing.doing().get()).isEmpty();
    }
}
