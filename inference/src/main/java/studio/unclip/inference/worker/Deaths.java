package studio.unclip.inference.worker;

import java.time.Duration;
import java.util.Set;
import studio.unclip.inference.api.JobFailure;

/** Why a worker is gone, in one sentence each and what follows from it. */
final class Deaths {
    private static final String NEXT = " The engine starts again with the next job.";

    /** With which a JVM ends at its first OutOfMemoryError ({@code -XX:+ExitOnOutOfMemoryError}). */
    private static final int OUT_OF_MEMORY = 3;

    /** Added by Java to the signal that ended a process. */
    private static final int SIGNAL = 128;

    private static final int KILLED = 9;

    /** Illegal instruction, abort, bus error, arithmetic, wrong memory access. */
    private static final Set<Integer> CRASHES = Set.of(4, 6, 7, 8, 11);

    /** With which a JVM ends that has caught such a signal itself and writes no core; our programs do not use it. */
    private static final int JVM_ABORTED = 1;

    private static final JobFailure OF_A_KILL =
            died("The engine's process was killed, by hand or by the system for want of memory.");

    private Deaths() {}

    /**
     * It ended by itself, or was ended from outside.
     *
     * @param opened whether it was able to work before
     */
    static JobFailure ofExit(int code, boolean opened) {
        int signal = code - SIGNAL;
        if (code == OUT_OF_MEMORY) {
            return new JobFailure.OutOfMemory(
                    "The engine ran out of memory. Close other programs, ask for less, or use a" + " smaller pack."
                            + NEXT);
        }
        if (signal == KILLED) {
            return OF_A_KILL;
        }
        if (CRASHES.contains(signal) || (opened && code == JVM_ABORTED)) {
            return died("The engine crashed, inside the model's runtime or a driver.");
        }
        return died("The engine's process ended by itself (exit code " + code + "); the log may say why.");
    }

    /** Whether the system may have ended it for want of memory, which it tells nobody. */
    static boolean mayBeWantOfMemory(JobFailure death) {
        return death.equals(OF_A_KILL);
    }

    static JobFailure ofSilence(Duration limit) {
        return died("The engine did not answer for " + words(limit) + " and was ended.");
    }

    /** @param sentence says what it was */
    static JobFailure ofGarbage(String sentence) {
        return died(sentence);
    }

    static JobFailure ofWrongAnswer() {
        return died("The engine's process answered another question than it was asked.");
    }

    static JobFailure ofStart(Throwable thrown) {
        return died("The engine's process could not be started (" + thrown.getMessage() + ").");
    }

    static JobFailure ofOtherPack(String packId) {
        return new JobFailure.PackDamaged(
                packId,
                "The pack " + packId + " was changed since it was opened. Close the program and start it again.");
    }

    /** Nothing was asked of it for a while, or nothing will be; nobody waits for it. */
    static JobFailure ofRest() {
        return new JobFailure.EngineDied("The engine was ended because nothing was asked of it.");
    }

    /** It still lives and cannot be reaped; whoever waits is told the same. */
    static JobFailure ofNoEnd() {
        return died("The engine's process fell silent and cannot be ended.");
    }

    private static JobFailure died(String sentence) {
        return new JobFailure.EngineDied(sentence + NEXT);
    }

    private static String words(Duration limit) {
        return limit.compareTo(Duration.ofMinutes(2)) < 0
                ? limit.toSeconds() + " seconds"
                : limit.toMinutes() + " minutes";
    }
}
