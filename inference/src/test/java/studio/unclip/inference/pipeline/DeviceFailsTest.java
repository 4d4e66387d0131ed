package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.job.JobQueue;
import studio.unclip.inference.onnx.Device;

/** A device that is chosen and of no use: here one whose library is not there. */
@Timeout(120)
class DeviceFailsTest {
    @TempDir
    Path folder;

    private EngineOptions options;

    @BeforeEach
    void choose() {
        options = EngineOptions.forThisMachine().withThreads(1).withMemoryBudget(1L << 30);
    }

    private LocalGenerator open(EngineOptions chosen) throws Exception {
        return LocalGenerator.open(TinyPack.in(folder.resolve("pack")).open(), chosen);
    }

    private static Heard owl(LocalGenerator generator) throws InterruptedException {
        Heard heard = new Heard();
        generator.submit(ImageRequest.Generate.of("an owl", 41, 2), JobOptions.quiet(), heard);
        heard.end();
        return heard;
    }

    @Test
    void the_job_goes_on_on_the_cpu_aloud_and_so_do_the_next() throws Exception {
        List<Candidate> onCpu;
        try (LocalGenerator cpu = open(options)) {
            onCpu = owl(cpu).made();
        }
        EngineOptions broken = options.on(new Device.WebGpu(folder.resolve("absent.so")));
        try (LocalGenerator generator =
                LocalGenerator.open(TinyPack.in(folder.resolve("other")).open(), broken)) {
            assertThat(generator.device().id()).isEqualTo("webgpu");
            Heard first = owl(generator);
            assertThat(first.end()).isInstanceOf(JobEvent.Completed.class);
            assertThat(first.made()).isEqualTo(onCpu);
            assertThat(first.of(JobEvent.DeviceChanged.class)).hasSize(1);
            assertThat(first.of(JobEvent.DeviceChanged.class).getFirst().device())
                    .isEqualTo(generator.device());
            assertThat(first.of(JobEvent.Planned.class)).hasSize(1);
            assertThat(generator.device().id()).isEqualTo("cpu");
            assertThat(generator.device().note().orElseThrow())
                    .contains("WebGPU failed while loading")
                    .endsWith("Pictures are made on the CPU from now on.")
                    .doesNotContain("\n");

            Heard second = owl(generator);
            assertThat(second.made()).isEqualTo(onCpu);
            assertThat(second.of(JobEvent.DeviceChanged.class)).isEmpty();
        }
    }

    @Test
    void so_does_a_question_about_a_picture() throws Exception {
        EngineOptions broken = options.on(new Device.WebGpu(folder.resolve("absent.so")));
        try (LocalGenerator generator = open(broken)) {
            Heard heard = new Heard();
            Picture grey = Picture.of(2, 1, new byte[] {90, 90, 90, -1, 90, 90, 90, -1});
            generator.analyse(new AnalysisRequest.Rank("an owl", List.of(grey)), heard);
            assertThat(heard.end()).isInstanceOf(JobEvent.Analysed.class);
            assertThat(heard.of(JobEvent.DeviceChanged.class)).hasSize(1);
        }
    }

    @Test
    void so_does_a_slider_and_its_previews_come_all_the_same() throws Exception {
        EngineOptions broken = options.on(new Device.WebGpu(folder.resolve("absent.so")));
        Picture grey = Picture.of(2, 1, new byte[] {90, 90, 90, -1, 90, 90, 90, -1});
        ImageRequest.TextDiff diff = new ImageRequest.TextDiff(
                grey, "an owl", "a fox", ImageRequest.DiffWay.PRIOR, 1, Optional.empty(), Sampling.of(1));
        BlockingQueue<EditEvent> heard = new LinkedBlockingQueue<>();
        try (LocalGenerator generator = open(broken);
                PreparedEdit edit = generator.prepare(diff, heard::add)) {
            EditEvent.Setback setback = (EditEvent.Setback) heard.poll(60, TimeUnit.SECONDS);
            assertThat(setback.what().words()).isEqualTo(generator.device().note());
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isInstanceOf(EditEvent.Prepared.class);
            edit.preview(0.5);
            assertThat(heard.poll(60, TimeUnit.SECONDS)).as("told once").isInstanceOf(EditEvent.Preview.class);
        }
    }

    @Test
    void a_note_of_the_choice_is_kept() throws Exception {
        try (LocalGenerator generator = open(options.withDeviceNote("There is no card."))) {
            assertThat(generator.device().note()).contains("There is no card.");
            assertThat(owl(generator).of(JobEvent.DeviceChanged.class)).isEmpty();
        }
    }

    /** As a job that has begun anew tells it: what is finished is finished, and nothing falls. */
    @Test
    void a_job_that_begins_anew_tells_nothing_twice() throws Exception {
        Candidate one = candidate();
        Heard heard = new Heard();
        try (JobQueue queue = new JobQueue(_ -> new JobFailure.Internal("failed"))) {
            queue.submit(heard, queued -> {
                LocalJob job = LocalJob.of(queued);
                for (int attempt = 0; attempt < 2; attempt++) {
                    job.tell(progress(job.id(), 0, 0.1, 0.3));
                    job.tell(progress(job.id(), 0, 0.5, 1));
                    job.finish(one.at(0));
                    if (attempt == 1) {
                        job.tell(progress(job.id(), 1, 0.9, 0.8));
                        job.finish(one.at(1));
                    }
                }
                assertThat(job.ready()).isEqualTo(2);
                return new JobEvent.Completed(job.id(), List.of(0, 1), new RunTimings(List.of(), 0, 0));
            });
            assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        }
        assertThat(heard.made()).extracting(Candidate::index).containsExactly(0, 1);
        assertThat(heard.of(JobEvent.Progress.class))
                .extracting(JobEvent.Progress::fraction)
                .containsExactly(0.1, 0.5, 0.5, 0.5, 0.9);
        assertThat(heard.of(JobEvent.Progress.class))
                .extracting(JobEvent.Progress::candidateFraction)
                .containsExactly(0.3, 1.0, 1.0, 1.0, 0.8);
    }

    private static JobEvent.Progress progress(UUID id, int candidate, double fraction, double candidateFraction) {
        return new JobEvent.Progress(id, candidate, "decoder", 1, 2, fraction, candidateFraction, Duration.ZERO);
    }

    private Candidate candidate() throws Exception {
        try (LocalGenerator generator = open(options)) {
            return owl(generator).made().getFirst();
        }
    }
}
