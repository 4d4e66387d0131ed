package studio.unclip.inference.worker;

import java.time.Duration;

/**
 * How long is waited for a worker before it is taken for dead. Time in which the machine slept does not count.
 *
 * @param start nothing is heard of a process that was just started
 * @param silence nothing at all is heard from the process, though it gives a sign of life every second
 * @param step nothing is heard of the job that runs: one step of the largest pack on a slow machine
 * @param load the same while the worker starts or a network is loaded, perhaps from a slow disk
 * @param cancel a job that was cancelled does not end
 */
public record Patience(Duration start, Duration silence, Duration step, Duration load, Duration cancel) {

    /** What a person would grant. */
    public static final Patience DEFAULT = new Patience(
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofSeconds(2));
}
