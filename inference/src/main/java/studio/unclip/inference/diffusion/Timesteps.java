package studio.unclip.inference.diffusion;

import java.util.Arrays;

/** How N timesteps are chosen from a schedule's T, falling (specification 4.2). */
public final class Timesteps {
    private Timesteps() {}

    /**
     * @param steps N, 1 to T
     * @throws IllegalArgumentException if there are fewer timesteps than steps
     */
    public static int[] of(ScheduleConfig config, int steps) {
        int train = config.trainTimesteps();
        if (steps < 1 || steps > train) {
            throw new IllegalArgumentException("steps must be 1 to " + train + ", not " + steps);
        }
        return switch (config.spacing()) {
            case UNCLIP -> spread(train, steps);
            case LINSPACE -> spread(train, steps);
            case LEADING -> leading(train, steps, config.stepsOffset());
            case TRAILING -> trailing(train, steps);
        };
    }

    /** The UnCLIP scheduler's own, whatever spacing the configuration names: rint(k (T-1) / (N-1)). */
    static int[] unclip(ScheduleConfig config, int steps) {
        of(config, steps); // refuses what is out of range
        return spread(config.trainTimesteps(), steps);
    }

    /**
     * As {@link #of} for solvers that end at sigma 0 on their own: N + 1 timesteps are chosen and the last is left out,
     * since t = 0 is the place they step to (diffusers' DPMSolverMultistepScheduler); "trailing" has none at 0.
     */
    static int[] forSolver(ScheduleConfig config, int steps) {
        int[] all = of(config, steps);
        int train = config.trainTimesteps();
        if (steps == train || config.spacing() == ScheduleConfig.Spacing.TRAILING) {
            return all;
        }
        int[] more = config.spacing() == ScheduleConfig.Spacing.LEADING
                ? leading(train, steps + 1, config.stepsOffset())
                : spread(train, steps + 1);
        return Arrays.copyOf(more, steps);
    }

    /** rint(k (T-1) / (N-1)), half to even; one step is the last timestep. */
    private static int[] spread(int train, int steps) {
        int[] t = new int[steps];
        for (int i = 0; i < steps; i++) {
            t[steps - 1 - i] = steps == 1 ? train - 1 : (int) Math.rint(i * ((train - 1) / (double) (steps - 1)));
        }
        return t;
    }

    /** The timestep a "leading" run begins with; beyond the schedule where the offset leads out of it. */
    static int leadingFirst(int train, int steps, int offset) {
        return (steps - 1) * (train / steps) + offset;
    }

    private static int[] leading(int train, int steps, int offset) {
        int stride = train / steps;
        int[] t = new int[steps];
        for (int i = 0; i < steps; i++) {
            t[i] = Math.min((steps - 1 - i) * stride + offset, train - 1);
        }
        return t;
    }

    private static int[] trailing(int train, int steps) {
        double stride = train / (double) steps;
        int[] t = new int[steps];
        for (int i = 0; i < steps; i++) {
            t[i] = (int) Math.rint(train - i * stride) - 1;
        }
        return t;
    }
}
