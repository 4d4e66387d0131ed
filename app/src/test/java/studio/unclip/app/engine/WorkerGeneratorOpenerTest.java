package studio.unclip.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.worker.WorkerGenerator;

/** The engine in a process of its own, over the starter pack. */
class WorkerGeneratorOpenerTest extends ImageGeneratorContract {
    @TempDir
    static Path home;

    @Override
    ImageGenerator open() throws Exception {
        return new StarterEngines(home).inAWorker();
    }

    @Test
    void it_makes_the_pictures_that_are_made_here() throws Exception {
        try (ImageGenerator here = new StarterEngines(home).here()) {
            Candidate ours = made(here, few(1));
            Candidate its = made(generator(), few(1));
            assertThat(its).isEqualTo(ours);
            assertThat(generator().pack()).isEqualTo(here.pack());
            assertThat(generator().device()).isEqualTo(here.device());
            assertThat(generator().plan(few(1))).isEqualTo(here.plan(few(1)));
            assertThat(generator().check("a blorfy owl")).isEqualTo(here.check("a blorfy owl"));
        }
    }

    @Test
    void killed_in_the_middle_it_costs_one_job_and_one_sentence() throws Exception {
        WorkerGenerator worker = (WorkerGenerator) generator();
        RunPlan plan = worker.plan(few(64));
        assumeTrue(plan.peakBytes() < plan.budgetBytes() / 4, "on a machine of little memory it begins anew with less");
        HeardJob heard = HeardJob.of(listener -> worker.submit(few(64), JobOptions.live(), listener));
        HeardJob waiting = HeardJob.of(listener -> worker.submit(few(1), JobOptions.live(), listener));
        heard.awaitFirst(JobEvent.CandidateReady.class);
        ProcessHandle process = ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(20, TimeUnit.SECONDS);

        assertThat(heard.ended()).isInstanceOfSatisfying(JobEvent.Failed.class, failed -> {
            assertThat(failed.failure())
                    .isEqualTo(new JobFailure.EngineDied(
                            "The engine's process was killed, by hand or by the system for want"
                                    + " of memory. The engine starts again with the next job."));
            assertThat(failed.ready())
                    .isEqualTo(heard.of(JobEvent.CandidateReady.class).size());
        });
        assertThat(waiting.ended()).as("what waited").isInstanceOf(JobEvent.Completed.class);
        assertThat(waiting.of(JobEvent.Progress.class))
                .extracting(JobEvent.Progress::stage)
                .as("that it loads again")
                .contains(JobEvent.Progress.LOAD);
        assertThat(Files.exists(new StarterEngines(home).logs().resolve("engine-crash.log")))
                .as("a crash file, where nothing crashed")
                .isFalse();
    }

    /** The slider's previews are those made here, and go on after the process that had prepared them is gone. */
    @Test
    void a_prepared_edit_lives_on_the_other_side_and_outlives_it() throws Exception {
        WorkerGenerator worker = (WorkerGenerator) generator();
        Picture picture = Picture.of(64, 64, grey());
        ImageRequest.TextDiff diff = new ImageRequest.TextDiff(
                picture, "a cat", "a lion", ImageRequest.DiffWay.PRIOR, 1, Optional.empty(), Sampling.of(1));
        BlockingQueue<EditEvent> ours = new LinkedBlockingQueue<>();
        try (ImageGenerator here = new StarterEngines(home).here();
                PreparedEdit edit = here.prepare(diff, ours::add)) {
            edit.preview(0.5);
            assertThat(ours.poll(100, TimeUnit.SECONDS)).isEqualTo(new EditEvent.Prepared(diff));
        }
        BlockingQueue<EditEvent> its = new LinkedBlockingQueue<>();
        try (PreparedEdit edit = worker.prepare(diff, its::add)) {
            assertThat(its.poll(100, TimeUnit.SECONDS)).isEqualTo(new EditEvent.Prepared(diff));
            edit.preview(0.5);
            EditEvent first = its.poll(100, TimeUnit.SECONDS);
            assertThat(first).isInstanceOf(EditEvent.Preview.class);

            ProcessHandle process = ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow();
            process.destroyForcibly();
            process.onExit().get(20, TimeUnit.SECONDS);
            // Until that is noticed a preview would be one that failed.
            for (int wait = 0; worker.pid().isPresent() && wait < 2000; wait++) {
                Thread.sleep(10);
            }
            edit.preview(0.5);
            assertThat(its.poll(100, TimeUnit.SECONDS))
                    .as("prepared anew in another process")
                    .isEqualTo(first);
        }
        assertThat(made(worker, few(1))).as("what comes after it").isNotNull();
    }

    /** As the window does it: the document is read by region, never sent, and the slider's words come back alone. */
    @Test
    void a_document_is_lent_to_an_edit_and_to_a_run() throws Exception {
        WorkerGenerator worker = (WorkerGenerator) generator();
        Document document = Document.of(Raster.owning(64, 64, grey()), "Picture");
        ImageRequest.TextDiff diff = new ImageRequest.TextDiff(
                new DocumentPicture(document),
                "a cat",
                "a lion",
                ImageRequest.DiffWay.PRIOR,
                1,
                Optional.empty(),
                Sampling.of(1));
        BlockingQueue<EditEvent> its = new LinkedBlockingQueue<>();
        try (PreparedEdit edit = worker.prepare(diff, its::add)) {
            assertThat(its.poll(100, TimeUnit.SECONDS)).isEqualTo(new EditEvent.Prepared(diff));
            edit.preview(0.5);
            assertThat(its.poll(100, TimeUnit.SECONDS)).isInstanceOf(EditEvent.Preview.class);
        }
        HeardJob run = HeardJob.of(told -> worker.submit(diff.at(0), JobOptions.quiet(), told));
        assertThat(run.ended()).isInstanceOf(JobEvent.Completed.class);
        Picture same =
                run.of(JobEvent.CandidateReady.class).getFirst().candidate().picture();
        assertThat(same.toRgba()).as("theta 0 is the picture").isEqualTo(grey());
    }

    private static byte[] grey() {
        byte[] rgba = new byte[64 * 64 * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (i % 4 == 3 ? 255 : 100 + i / 4 % 64);
        }
        return rgba;
    }
}
