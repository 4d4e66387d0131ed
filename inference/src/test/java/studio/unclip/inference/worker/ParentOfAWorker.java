package studio.unclip.inference.worker;

import studio.unclip.inference.api.JobEvent;

/** A program with a worker that works: says the worker's process, and when it is in the middle of a job. */
final class ParentOfAWorker {
    private ParentOfAWorker() {}

    /** @param arguments the prompt */
    public static void main(String[] arguments) throws Exception {
        WorkerGenerator generator = TestWorkers.open(TestWorkers.PATIENCE);
        System.out.println(generator.pid().orElseThrow());
        Heard heard = Heard.submit(
                generator,
                arguments[0],
                64,
                event -> event instanceof JobEvent.Progress progress
                        && progress.candidate() == 1
                        && progress.step() == PacedGenerator.STEPS / 2 - 1);
        heard.awaitSeen();
        // The step that the prompt speaks of begins a few milliseconds later.
        Thread.sleep(20 * PacedGenerator.STEP_MILLIS);
        System.out.println("in the middle");
        Thread.sleep(60_000);
    }
}
