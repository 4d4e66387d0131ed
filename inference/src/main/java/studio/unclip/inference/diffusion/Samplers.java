package studio.unclip.inference.diffusion;

import java.util.List;

/** The samplers by their names in packs, recipes and on the command line. */
public final class Samplers {
    /** Every name {@link #create} knows. */
    public static final List<String> NAMES = List.of("unclip", "ddpm", "ddim", "dpmpp-2m");

    private static final String DDIM = "ddim";

    private Samplers() {}

    /**
     * A fresh run.
     *
     * @param name one of {@link #NAMES}
     * @param steps number of steps, 1 to T
     * @param eta share of fresh noise, 0 to 1 (DDIM only)
     * @param size elements of the sample, at least 1
     * @throws IllegalArgumentException for an unknown name or number of steps, or one that visits a timestep twice
     */
    public static Sampler create(String name, NoiseSchedule schedule, int steps, double eta, int size) {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta must be 0 to 1, is " + eta);
        }
        int[] timesteps = timesteps(name, schedule.config(), steps);
        if (!falls(timesteps)) {
            throw new IllegalArgumentException(steps + " steps visit a timestep twice");
        }
        return switch (name) {
            case "unclip" -> new AncestralSampler(schedule, timesteps, true, size);
            case "ddpm" -> new AncestralSampler(schedule, timesteps, false, size);
            case DDIM -> new DdimSampler(schedule, timesteps, eta, size);
            default -> new DpmSolverSampler(schedule, timesteps, size);
        };
    }

    /** Whether a sampler reads {@code eta}; to the others it is nothing. */
    public static boolean readsEta(String name) {
        return name.equals(DDIM);
    }

    /**
     * Whether a sampler may take this number of steps: a run begins with pure noise, so its first timestep must lie in
     * the last tenth of the schedule ("leading" spacing has an integer stride: 334 of 1,000 begin at t = 666), and no
     * timestep may come twice.
     *
     * @param name one of {@link #NAMES}
     * @param steps any number
     */
    public static boolean takes(String name, ScheduleConfig config, int steps) {
        int train = config.trainTimesteps();
        if (steps < 1 || steps > train) {
            return false;
        }
        if (name.equals("unclip") || config.spacing() != ScheduleConfig.Spacing.LEADING) {
            return true; // these begin at T - 1
        }
        int chosen = name.equals("dpmpp-2m") && steps < train ? steps + 1 : steps;
        int first = Timesteps.leadingFirst(train, chosen, config.stepsOffset());
        return first < train && 10L * first >= 9L * (train - 1);
    }

    private static int[] timesteps(String name, ScheduleConfig config, int steps) {
        return switch (name) {
            case "unclip" -> Timesteps.unclip(config, steps);
            case "ddpm", DDIM -> Timesteps.of(config, steps);
            case "dpmpp-2m" -> Timesteps.forSolver(config, steps);
            default -> throw new IllegalArgumentException("unknown sampler: " + name + ", known are " + NAMES);
        };
    }

    private static boolean falls(int[] timesteps) {
        for (int i = 1; i < timesteps.length; i++) {
            if (timesteps[i] >= timesteps[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
