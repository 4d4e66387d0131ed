package studio.unclip.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.Sampling;

/** The engine in a process of its own: what goes over, what is inherited, when the process ends. */
@Timeout(120)
class WorkerGeneratorTest {
    private WorkerGenerator generator;

    @AfterEach
    void close() {
        if (generator != null) {
            generator.close();
        }
    }

    private void open() {
        generator = TestWorkers.open(TestWorkers.PATIENCE);
    }

    private Candidate made() throws Exception {
        Heard heard = Heard.submit(generator, "an owl", 1);
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        return heard.events.stream()
                .filter(JobEvent.CandidateReady.class::isInstance)
                .map(event -> ((JobEvent.CandidateReady) event).candidate())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void picturesComeOverByteForByteAndEventsInOrder() throws Exception {
        open();
        Heard heard = Heard.submit(generator, "an owl", 2);
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(heard.events.get(1)).isInstanceOf(JobEvent.Planned.class);
        assertThat(heard.events.stream().filter(JobEvent.Planned.class::isInstance))
                .hasSize(1);
        assertThat(heard.events.stream().filter(JobEvent.Preview.class::isInstance))
                .hasSize(2 * PacedGenerator.STEPS)
                .contains(new JobEvent.Preview(
                        heard.job().id(), 1, "decoder", PacedGenerator.AREA, PacedGenerator.picture(41)));
        assertThat(heard.events.stream()
                        .filter(JobEvent.Progress.class::isInstance)
                        .map(event -> ((JobEvent.Progress) event).fraction())
                        .toList())
                .hasSize(2 * PacedGenerator.STEPS)
                .isSorted();
        assertThat(heard.events.stream()
                        .filter(JobEvent.CandidateReady.class::isInstance)
                        .map(event ->
                                ((JobEvent.CandidateReady) event).candidate().picture()))
                .containsExactly(PacedGenerator.picture(40), PacedGenerator.picture(41));
    }

    /** A slider whose previews do what the caption says. */
    private PreparedEdit slider(String to, BlockingQueue<EditEvent> heard) throws InterruptedException {
        ImageRequest.TextDiff diff = new ImageRequest.TextDiff(
                PacedGenerator.picture(1),
                "an owl",
                to,
                ImageRequest.DiffWay.PRIOR,
                1,
                Optional.empty(),
                Sampling.of(1));
        PreparedEdit edit = generator.prepare(diff, heard::add);
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(new EditEvent.Prepared(diff));
        return edit;
    }

    @Test
    void aDeviceThatFailsDuringASlidersPreviewIsToldBeforeThePreview() throws Exception {
        open();
        BlockingQueue<EditEvent> heard = new LinkedBlockingQueue<>();
        try (PreparedEdit edit = slider("the card fails", heard)) {
            edit.preview(0.5);
            EditEvent.Setback setback = (EditEvent.Setback) heard.poll(60, TimeUnit.SECONDS);
            assertThat(setback.what().words()).contains("The card failed.");
            assertThat(generator.device().id()).isEqualTo("cpu");
            assertThat(heard.poll(60, TimeUnit.SECONDS))
                    .isEqualTo(new EditEvent.Preview(0.5, PacedGenerator.picture(9)));
        }
    }

    @Test
    void picturesToLookAtGoOver() throws Exception {
        open();
        byte[] large = new byte[2000 * 1500 * 4];
        large[0] = (byte) 255;
        List<Picture> pictures = List.of(Picture.of(2000, 1500, large), Picture.of(1, 1, new byte[4]));
        List<JobEvent> events = new ArrayList<>();
        JobEvent.Ended ended = generator
                .analyse(new AnalysisRequest.Rank("an owl", pictures), events::add)
                .ended()
                .get(30, TimeUnit.SECONDS);
        assertThat(((JobEvent.Analysed) ended).result()).isEqualTo(new AnalysisResult.Ranked(List.of(1.0, 0.0)));
    }

    @Test
    void moreThanAFrameHoldsIsRefusedAndTheWorkerLives() throws Exception {
        open();
        long before = generator.pid().orElseThrow();
        Picture large = Picture.of(4096, 4097, new byte[4096 * 4097 * 4]);
        JobEvent.Ended ended = generator
                .analyse(new AnalysisRequest.Rank("an owl", List.of(large, large, large, large)), event -> {})
                .ended()
                .get(30, TimeUnit.SECONDS);
        assertThat(((JobEvent.Failed) ended).failure()).isInstanceOf(JobFailure.OutOfMemory.class);
        made();
        assertThat(generator.pid()).hasValue(before);
    }

    @Test
    void whatNeedsNoModelIsAnsweredHere() throws Exception {
        open();
        TestWorkers.process(generator).destroyForcibly();
        assertThat(generator.check("an owl").tokens()).isEqualTo(6);
        assertThat(generator.pack().id()).isEqualTo("paced");
        assertThat(generator.device().name()).isEqualTo("Paced");
    }

    @Test
    void atRestItHoldsNoMemoryAndTheNextJobSaysThatItLoads() throws Exception {
        open();
        made();
        ProcessHandle first = TestWorkers.process(generator);
        generator.rest();
        first.onExit().get(20, TimeUnit.SECONDS);
        assertThat(generator.pid()).isEmpty();

        Heard heard = Heard.submit(generator, "an owl", 1);
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(heard.saidThatItLoads()).isTrue();
    }

    @Test
    void aJobKeepsItFromRest() throws Exception {
        open();
        long before = generator.pid().orElseThrow();
        Heard heard = Heard.submit(generator, "an owl", 10, JobEvent.CandidateReady.class::isInstance);
        heard.awaitSeen();
        generator.rest();
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(heard.ready()).hasSize(10);
        assertThat(generator.pid()).hasValue(before);
    }

    @Test
    void closeEndsTheProcessAndCancelsWhatWaits() throws Exception {
        open();
        ProcessHandle process = TestWorkers.process(generator);
        Heard running = Heard.submit(generator, "an owl", 50, JobEvent.CandidateReady.class::isInstance);
        Heard waiting = Heard.submit(generator, "a fox", 1);
        running.awaitSeen();
        generator.close();
        assertThat(running.ended()).isInstanceOf(JobEvent.Cancelled.class);
        assertThat(waiting.ended()).isInstanceOf(JobEvent.Cancelled.class);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void itInheritsNothingItShouldNot() throws Exception {
        open();
        Map<String, String> told = made().recipe().notes();
        assertThat(told).containsEntry("telemetry", "1").containsEntry("folder", System.getProperty("java.home"));
        assertThat(Long.parseLong(told.get("heap"))).isLessThanOrEqualTo(64L << 20);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itHoldsNoFileOfItsParentAndItsCommandLineIsShort() throws Exception {
        Path ours = Files.createTempFile("held-by-the-parent", ".txt");
        try (BufferedReader held = Files.newBufferedReader(ours)) {
            open();
            Path process = Path.of("/proc", String.valueOf(generator.pid().orElseThrow()));
            try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
                assertThat(descriptors.map(WorkerGeneratorTest::target))
                        .noneMatch(target -> target.startsWith("socket") || target.equals(ours.toString()));
            }
            assertThat(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1))
                    .hasSizeLessThan(1000)
                    .doesNotContain(".jar");
            assertThat(held.readLine()).isNull();
        } finally {
            Files.delete(ours);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itGivesWayToTheWindowWithEveryThread() throws Exception {
        open();
        made();
        Path tasks = Path.of("/proc", String.valueOf(generator.pid().orElseThrow()), "task");
        try (Stream<Path> all = Files.list(tasks)) {
            // A thread that ends meanwhile has none.
            List<String> threads = all.map(WorkerGeneratorTest::stat)
                    .filter(stat -> !stat.isEmpty())
                    .toList();
            assertThat(threads)
                    .anyMatch(stat -> stat.contains("(unclip-model)"))
                    .anyMatch(stat -> stat.contains("CompilerThre"));
            assertThat(threads).allSatisfy(stat -> {
                String[] afterName = stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1);
                // state is field 3 of proc(5), nice is field 19.
                assertThat(Integer.parseInt(afterName[16])).isGreaterThanOrEqualTo(10);
            });
        }
    }

    /** As after a kill of the whole program: nothing of it can tell the worker. */
    @ParameterizedTest
    @ValueSource(strings = {"an owl", "a native call that does not return"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void itEndsWithItsParentHoweverThatEnds(String prompt) throws Exception {
        withAParent(prompt, (parent, worker) -> {
            assertThat(worker.isAlive()).isTrue();
            parent.destroyForcibly();
            worker.onExit().get(20, TimeUnit.SECONDS);
            assertThat(worker.isAlive()).isFalse();
        });
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void optionsThatAreMeantForTheParentStayThere() throws Exception {
        withAParent("an owl", (parent, worker) -> {
            Path environment = Path.of("/proc", String.valueOf(worker.pid()), "environ");
            assertThat(Files.readString(environment, StandardCharsets.ISO_8859_1))
                    .contains("ORT_DISABLE_TELEMETRY=1\0")
                    .doesNotContain("seen.by.the.parent");
        });
    }

    @FunctionalInterface
    private interface InTheMiddle {
        void look(Process parent, ProcessHandle worker) throws Exception;
    }

    private static void withAParent(String prompt, InTheMiddle test) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentOfAWorker.class.getName(),
                        prompt)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dseen.by.the.parent=1");
        builder.environment().put("JDK_JAVA_OPTIONS", "-Dseen.by.the.parent=2");
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        Process parent = builder.start();
        try (BufferedReader said = parent.inputReader()) {
            ProcessHandle worker =
                    ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            assertThat(said.readLine()).isEqualTo("in the middle");
            test.look(parent, worker);
        } finally {
            parent.destroyForcibly();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private static String stat(Path task) {
        try {
            return Files.readString(task.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            return "";
        }
    }
}
