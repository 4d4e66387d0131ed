package studio.unclip.app.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.EngineState;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

/** The queue over a scripted engine; this thread plays the window's. */
@Timeout(120)
class AskQueueTest {
    private final LinkedBlockingQueue<Runnable> windowThread = new LinkedBlockingQueue<>();
    private final ObjectProperty<EngineState> engine = new SimpleObjectProperty<>(new EngineState.Opening());
    private final AtomicLong clock = new AtomicLong();
    private final AskQueue queue = new AskQueue(engine, windowThread::add, clock::get);
    private final ScriptedGenerator generator = new ScriptedGenerator();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        generator.close();
    }

    private void open() {
        engine.set(new EngineState.Ready(generator));
    }

    private void ask(String prompt) {
        ask(prompt, 2);
    }

    private void ask(String prompt, int candidates) {
        ask(Ask.of(ImageRequest.Generate.of(prompt, 7, candidates)));
    }

    private void ask(Ask ask) {
        String name = ask.label();
        queue.add(ask, new AskListener() {
            @Override
            public void started(PackInfo pack) {
                told.add(name + " started");
            }

            @Override
            public void hear(JobEvent event) {
                switch (event) {
                    case JobEvent.Completed _ -> told.add(name + " completed");
                    case JobEvent.Cancelled cancelled -> told.add(name + " cancelled " + cancelled.ready());
                    case JobEvent.Failed _ -> told.add(name + " failed");
                    default -> {
                        // On its way.
                    }
                }
            }

            @Override
            public void refused(String why) {
                told.add(name + " refused");
            }

            @Override
            public void removed() {
                told.add(name + " removed");
            }
        });
    }

    private void hearUntil(String word) throws InterruptedException {
        while (!told.contains(word)) {
            Runnable next = windowThread.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("something is told before: " + word).isNotNull();
            next.run();
        }
    }

    private List<String> waiting() {
        return queue.waiting().stream().map(one -> one.ask().label()).toList();
    }

    private QueuedAsk waiting(String label) {
        return queue.waiting().stream()
                .filter(one -> one.ask().label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_five_the_third_is_taken_out_and_the_first_cancelled_while_it_runs_and_the_others_are_made()
            throws InterruptedException {
        generator.waitingAfter(1);
        open();
        for (String name : List.of("one", "two", "three", "four", "five")) {
            ask(name);
        }
        assertThat(generator.requests).as("one at a time").hasSize(1);
        generator.waiting.await();
        queue.remove(waiting("three"));
        assertThat(told).containsExactly("one started", "three removed");
        assertThat(queue.running().get().orElseThrow().ask().label())
                .as("taking out one that waits never stops the one that runs")
                .isEqualTo("one");

        queue.cancel();
        generator.waitingAfter(Integer.MAX_VALUE);
        hearUntil("five completed");
        assertThat(told)
                .containsExactly(
                        "one started",
                        "three removed",
                        "one cancelled 1",
                        "two started",
                        "two completed",
                        "four started",
                        "four completed",
                        "five started",
                        "five completed");
        assertThat(generator.requests)
                .extracting(ImageRequest.Generate::prompt)
                .containsExactly("one", "two", "four", "five");
        assertThat(queue.busy().get()).isFalse();
    }

    @Test
    void whoever_watches_what_waits_goes_on_hearing_of_it_after_a_collection_of_garbage() {
        AtomicInteger changes = new AtomicInteger();
        queue.waiting().addListener((InvalidationListener) _ -> changes.incrementAndGet());
        System.gc();
        ask("an owl");
        assertThat(changes.get()).isPositive();
    }

    @Test
    void what_waits_can_be_moved_up_and_down_as_far_as_the_ends() throws InterruptedException {
        generator.waitingAfter(0);
        open();
        for (String name : List.of("runs", "a", "b", "c")) {
            ask(name);
        }
        queue.move(waiting("c"), -1);
        assertThat(waiting()).containsExactly("a", "c", "b");
        queue.move(waiting("a"), 9);
        assertThat(waiting()).containsExactly("c", "b", "a");
        queue.move(waiting("a"), -9);
        assertThat(waiting()).containsExactly("a", "c", "b");
        generator.waiting.await();
        generator.waitingAfter(Integer.MAX_VALUE);
        queue.cancel();
        hearUntil("b completed");
        assertThat(generator.requests).extracting(ImageRequest.Generate::prompt).containsExactly("runs", "a", "c", "b");
    }

    @Test
    void paused_it_finishes_what_runs_and_begins_nothing() throws InterruptedException {
        open();
        ask("one");
        ask("two");
        queue.pause();
        hearUntil("one completed");
        assertThat(queue.busy().get()).isFalse();
        assertThat(waiting()).containsExactly("two");
        ask("three");
        assertThat(waiting()).as("also nothing that comes now").containsExactly("two", "three");
        queue.resume();
        hearUntil("three completed");
        assertThat(told).containsSubsequence("two started", "two completed", "three started");
    }

    @Test
    void stopped_after_a_picture_it_keeps_that_and_goes_on_with_the_next_request() throws InterruptedException {
        generator.waitingAfter(1);
        open();
        ask("one", 8);
        ask("two", 1);
        queue.stopAfterPicture();
        assertThat(queue.stopping().get()).isTrue();
        hearUntil("two completed");
        assertThat(told).contains("one cancelled 1");
        assertThat(queue.stopping().get()).isFalse();
    }

    @Test
    void a_failure_is_kept_with_what_is_missing_until_it_is_dismissed() throws InterruptedException {
        generator.failingAfter(1, new JobFailure.OutOfMemory("Not enough memory. Ask for fewer pictures."));
        open();
        ask("one", 3);
        hearUntil("one failed");
        FailedAsk failure = queue.failures().getFirst();
        assertThat(failure.message()).isEqualTo("Not enough memory. Ask for fewer pictures.");
        assertThat(failure.kept()).isEqualTo(1);
        assertThat(failure.again().request().seed()).isEqualTo(8);
        assertThat(failure.again().request().candidates()).isEqualTo(2);
        queue.dismiss(failure);
        assertThat(queue.failures()).isEmpty();
    }

    @Test
    void what_is_missing_of_a_round_is_asked_for_in_the_looks_it_would_have_had() throws InterruptedException {
        generator.failingAfter(1, new JobFailure.OutOfMemory("Not enough memory. Ask for fewer pictures."));
        open();
        ask(Ask.of(new ImageRequest.Generate(
                "one",
                studio.unclip.inference.api.Conditioning.DIFFUSION_PRIOR,
                List.of(),
                true,
                OptionalInt.of(0),
                Optional.empty(),
                Sampling.of(7, 4))));
        hearUntil("one failed");
        ImageRequest.Generate again =
                (ImageRequest.Generate) queue.failures().getFirst().again().request();
        assertThat(again.candidates()).isEqualTo(3);
        assertThat(again.firstLook()).hasValue(1);
    }

    @Test
    void where_not_the_last_ones_are_missing_all_are_asked_for_again() throws InterruptedException {
        generator.breaking(1);
        open();
        ask("one", 3);
        hearUntil("one completed");
        FailedAsk failure = queue.failures().getFirst();
        assertThat(failure.kept()).isEqualTo(2);
        assertThat(failure.again().request().candidates()).isEqualTo(3);
    }

    @Test
    void what_was_asked_for_while_the_pack_opens_is_made_when_it_is_open() throws InterruptedException {
        ask("one");
        assertThat(waiting()).containsExactly("one");
        open();
        hearUntil("one completed");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void what_the_engine_does_not_take_at_its_turn_does_not_hold_up_the_others() throws InterruptedException {
        ask(Ask.of(new ImageRequest.Generate(
                "odd",
                studio.unclip.inference.api.Conditioning.DIFFUSION_PRIOR,
                Sampling.of(7).withStages(Map.of("decoder", StageSettings.DEFAULTS.withSampler("euler"))))));
        ask("two");
        open();
        hearUntil("two completed");
        assertThat(told).containsExactly("odd refused", "two started", "two completed");
    }

    @Test
    void the_time_left_is_what_those_of_the_same_kind_took_for_each_that_waits() throws InterruptedException {
        open();
        ask("one", 2);
        while (!told.contains("one completed")) {
            // Four hearings of work a picture, and what it takes is counted from the first.
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            Runnable next = windowThread.poll(60, TimeUnit.SECONDS);
            next.run();
        }
        assertThat(queue.timeLeft().get()).isEmpty();
        // Queued, Planned, then three events a picture and the last: seven seconds of work for two pictures.
        queue.pause();
        ask("two", 4);
        ask("three", 2);
        Optional<Duration> left = queue.timeLeft().get();
        assertThat(left).isPresent();
        long two = left.orElseThrow().toMillis();
        queue.remove(waiting("three"));
        long one = queue.timeLeft().get().orElseThrow().toMillis();
        assertThat(two).isEqualTo(one * 3 / 2);
        assertThat(one).isBetween(12_000L, 20_000L);

        ask(Ask.of(new ImageRequest.Generate(
                "other",
                studio.unclip.inference.api.Conditioning.DIFFUSION_PRIOR,
                Sampling.of(7).withStages(Map.of("decoder", StageSettings.DEFAULTS.withSampler("unclip"))))));
        assertThat(queue.timeLeft().get())
                .as("of another kind nothing is known")
                .isEmpty();
    }
}
