package studio.unclip.inference.diffusion;

import java.util.List;

/** The samplers by their names in packs, recipes and on the command line. */
public final class Samplers {
    /** Every name {@link #create} knows. */
    public static final List<String> NAMES = List.of("unclip", "ddpm", "ddim", "dpmpp-2m");

    private Samplers() {}

    /**
     * A fresh run.
     *
     * @param name one of {@link #NAMES}
     * @param steps number of steps, 1 to T
     * @param eta share of fresh noise (DDIM only)
     * @param size elements of the sample
     * @throws IllegalArgumentException for an unknown name or number of steps
     */
    public static Sampler create(String name, NoiseSchedule schedule, int steps, double eta, int size) {
        ScheduleConfig config = schedule.config();
        return switch (name) {
            case "unclip" -> new AncestralSampler(schedule, Timesteps.unclip(config, steps), true, size);
            case "ddpm" -> new AncestralSampler(schedule, Timesteps.of(config, steps), false, size);
            case "ddim" -> new DdimSampler(schedule, Timesteps.of(config, steps), eta, size);
            case "dpmpp-2m" -> new DpmSolverSampler(schedule, Timesteps.forSolver(config, steps), size);
            default -> throw new IllegalArgumentException("unknown sampler: " + name + ", known are " + NAMES);
        };
    }
}
