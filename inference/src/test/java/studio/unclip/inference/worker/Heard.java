package studio.unclip.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;

/** A job and all it told. */
final class Heard implements Consumer<JobEvent> {
    final List<JobEvent> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch seen = new CountDownLatch(1);
    private final Predicate<JobEvent> awaited;
    private Job job;

    private Heard(Predicate<JobEvent> awaited) {
        this.awaited = awaited;
    }

    static Heard submit(ImageGenerator generator, String prompt, int candidates) {
        return submit(generator, prompt, candidates, event -> false);
    }

    /** @param awaited what {@link #awaitSeen} waits for */
    static Heard submit(ImageGenerator generator, String prompt, int candidates, Predicate<JobEvent> awaited) {
        Heard heard = new Heard(awaited);
        heard.job = generator.submit(ImageRequest.Generate.of(prompt, 40, candidates), JobOptions.live(), heard);
        return heard;
    }

    @Override
    public void accept(JobEvent event) {
        events.add(event);
        if (awaited.test(event)) {
            seen.countDown();
        }
    }

    void awaitSeen() throws InterruptedException {
        assertThat(seen.await(30, TimeUnit.SECONDS))
                .as("seen in time; heard %s", events)
                .isTrue();
    }

    Job job() {
        return job;
    }

    JobEvent.Ended ended() throws Exception {
        JobEvent.Ended last = job.ended().get(60, TimeUnit.SECONDS);
        assertThat(events.getFirst()).isInstanceOf(JobEvent.Queued.class);
        assertThat(events.getLast()).isEqualTo(last);
        assertThat(events).allSatisfy(event -> assertThat(event.jobId()).isEqualTo(job.id()));
        assertThat(events.stream().filter(JobEvent.Ended.class::isInstance)).hasSize(1);
        return last;
    }

    List<Integer> ready() {
        return events.stream()
                .filter(JobEvent.CandidateReady.class::isInstance)
                .map(event -> ((JobEvent.CandidateReady) event).candidate().index())
                .toList();
    }

    boolean failed() {
        return events.getLast() instanceof JobEvent.Failed;
    }

    boolean saidThatItLoads() {
        return events.stream()
                .anyMatch(event -> event instanceof JobEvent.Progress progress
                        && progress.stage().equals(JobEvent.Progress.LOAD));
    }
}
