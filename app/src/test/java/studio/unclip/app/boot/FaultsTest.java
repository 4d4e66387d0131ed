package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import studio.unclip.app.document.Notice;

class FaultsTest {
    private final List<Notice> notices = new ArrayList<>();
    private final Faults faults = new Faults(Runnable::run, notices::add);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Faults.class);

    private Level before;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        before = logger.getLevel();
        logger.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(before);
    }

    @Test
    void what_nobody_caught_is_in_the_log_and_told() {
        faults.uncaughtException(Thread.currentThread(), new IllegalStateException("as a test wants it"));

        assertThat(log.list)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getThrowableProxy().getMessage()).isEqualTo("as a test wants it"));
        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.problem()).isTrue();
            assertThat(notice.text()).contains("went wrong", "is kept", "log");
        });
    }

    @Test
    void memory_that_ran_out_is_called_so() {
        faults.uncaughtException(Thread.currentThread(), new OutOfMemoryError());
        assertThat(notices.getLast().text()).contains("memory ran out");
    }

    @Test
    void a_fault_that_comes_with_every_repaint_does_not_fill_the_disk() {
        for (int i = 0; i < 10_000; i++) {
            faults.uncaughtException(Thread.currentThread(), new IllegalStateException());
        }
        assertThat(log.list.size()).isBetween(10, 100);
        assertThat(notices.size()).isBetween(1, 100);
    }
}
