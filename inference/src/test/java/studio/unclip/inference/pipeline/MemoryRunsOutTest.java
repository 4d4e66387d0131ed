package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.onnx.Device;
import studio.unclip.inference.onnx.MemoryPlan;
import studio.unclip.inference.onnx.NoMemory;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.PackException;

/**
 * The plan says that all networks fit together, and they do not. The networks count 5 + 20 + 50 + 15 + 10 MB in running
 * order, and a megabyte while they run.
 */
@Timeout(120)
class MemoryRunsOutTest {
    private static final long MB = 1_000_000;

    @TempDir
    Path folder;

    private Scarce memory;
    private RecordingSource networks;
    private LocalGenerator generator;

    /** Less memory than the machine says it has. */
    private static final class Scarce implements ModelSource {
        private final ModelSource source;
        private Device device = new Device.Cpu();
        private long left = Long.MAX_VALUE / 2;

        Scarce(ModelSource source) {
            this.source = source;
        }

        @Override
        public synchronized OnnxModel open(Component component) throws PackException {
            long weights = MemoryPlan.weights(component);
            if (weights > left) {
                throw NoMemory.of(component.role(), device);
            }
            OnnxModel model = source.open(component);
            left -= weights;
            return model;
        }

        @Override
        public synchronized void close(OnnxModel model) {
            left += MemoryPlan.weights(model.component());
            source.close(model);
        }
    }

    @BeforeEach
    void open() throws Exception {
        generator = LocalGenerator.open(
                TinyPack.in(folder.resolve("pack")).open(),
                EngineOptions.forThisMachine().withThreads(1).withMemoryBudget(1000 * MB),
                source -> {
                    memory = new Scarce(source);
                    networks = new RecordingSource(memory);
                    return networks;
                });
    }

    @AfterEach
    void close() {
        generator.close();
        assertThat(networks.open()).as("loaded after the end").isEmpty();
    }

    private Heard owls(int candidates) throws Exception {
        Heard heard = new Heard();
        generator.submit(ImageRequest.Generate.of("an owl", 41, candidates), JobOptions.quiet(), heard);
        heard.end();
        return heard;
    }

    @Test
    void the_job_goes_on_by_a_plan_that_needs_less_aloud_and_so_do_the_next() throws Exception {
        List<Candidate> before = owls(2).made();
        generator.rest();
        networks.awaitNothingOpen();
        memory.left = 80 * MB;

        Heard heard = owls(2);
        assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        assertThat(heard.made()).isEqualTo(before);
        List<JobEvent.PlanLowered> lowered = heard.of(JobEvent.PlanLowered.class);
        assertThat(lowered).hasSize(1);
        assertThat(lowered.getLast().plan().inTurn()).isTrue();
        assertThat(lowered.getLast().words().orElseThrow()).contains("Memory ran out");
        assertThat(lowered.getFirst().plan().peakBytes())
                .as("the largest network alone")
                .isEqualTo(51 * MB);

        Heard next = owls(2);
        assertThat(next.made()).isEqualTo(before);
        assertThat(next.of(JobEvent.PlanLowered.class)).isEmpty();
        assertThat(next.of(JobEvent.Planned.class).getFirst().plan())
                .isEqualTo(lowered.getLast().plan());
        assertThat(generator.plan(ImageRequest.Generate.of("an owl", 41, 2)))
                .as("also what is told beforehand")
                .isEqualTo(lowered.getLast().plan());
    }

    /** A job that waited was planned before the memory ran out. */
    @Test
    void a_job_that_waits_meanwhile_runs_by_the_lower_plan_too() throws Exception {
        memory.left = 80 * MB;
        Heard first = new Heard();
        Heard second = new Heard();
        generator.submit(ImageRequest.Generate.of("an owl", 41, 1), JobOptions.quiet(), first);
        generator.submit(ImageRequest.Generate.of("an owl", 41, 1), JobOptions.quiet(), second);
        first.end();
        assertThat(second.end()).isInstanceOf(JobEvent.Completed.class);
        assertThat(second.of(JobEvent.PlanLowered.class)).isEmpty();
        assertThat(second.of(JobEvent.Planned.class).getFirst().plan().inTurn()).isTrue();
    }

    @Test
    void where_no_plan_needs_less_the_job_fails_and_the_next_starts_clean() throws Exception {
        memory.left = 30 * MB;
        Heard heard = owls(1);
        assertThat(heard.end())
                .isInstanceOfSatisfying(
                        JobEvent.Failed.class,
                        failed -> assertThat(failed.failure())
                                .isInstanceOfSatisfying(
                                        JobFailure.OutOfMemory.class,
                                        memory -> assertThat(memory.message()).contains("not enough memory")));
        assertThat(networks.open()).as("left by it").isEmpty();

        memory.left = 60 * MB;
        assertThat(owls(1).end()).as("when there is more").isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void so_does_a_question_about_a_picture() throws Exception {
        memory.left = 12 * MB;
        Heard heard = new Heard();
        Picture grey = Picture.of(2, 1, new byte[] {90, 90, 90, -1, 90, 90, 90, -1});
        generator.analyse(new AnalysisRequest.Rank("an owl", List.of(grey)), heard);
        assertThat(heard.end()).isInstanceOf(JobEvent.Analysed.class);
        assertThat(heard.of(JobEvent.PlanLowered.class)).hasSize(1);
    }

    /** Less at a time may fit a card; only then is it given up. */
    @Test
    void a_card_whose_memory_runs_out_is_tried_with_less() throws Exception {
        memory.device = new Device.WebGpu(folder.resolve("absent.so"));
        memory.left = 60 * MB;
        Heard heard = owls(1);
        assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        assertThat(heard.of(JobEvent.PlanLowered.class)).isNotEmpty();
        assertThat(heard.of(JobEvent.DeviceChanged.class)).isEmpty();
    }
}
