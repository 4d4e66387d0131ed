package studio.unclip.inference.diffusion;

import java.util.Arrays;
import java.util.stream.Collectors;
import studio.unclip.inference.diffusion.ScheduleConfig.Spacing;
import studio.unclip.inference.diffusion.ScheduleConfig.Variance;

/**
 * The scheduler classes of diffusers whose configurations this engine reads, each with the values that hold where its
 * {@code scheduler_config.json} is silent (the constructors' defaults, diffusers 0.42). A class that knows no clamping
 * of x_0 has none, and the last DDIM step of a PNDM configuration goes to abar_0.
 */
enum SchedulerClass {
    UNCLIP("UnCLIPScheduler", "squaredcos_cap_v2", Variance.FIXED_SMALL_LOG, true, Spacing.UNCLIP, true),
    DDPM("DDPMScheduler", "linear", Variance.FIXED_SMALL, true, Spacing.LEADING, true),
    DDIM("DDIMScheduler", "linear", Variance.FIXED_SMALL, true, Spacing.LEADING, true),
    PNDM("PNDMScheduler", "linear", Variance.FIXED_SMALL, false, Spacing.LEADING, false),
    DPM_SOLVER("DPMSolverMultistepScheduler", "linear", Variance.FIXED_SMALL, false, Spacing.LINSPACE, true);

    private final String className;
    private final String betaSchedule;
    private final Variance variance;
    private final boolean clipSample;
    private final Spacing spacing;
    private final boolean setAlphaToOne;

    SchedulerClass(
            String className,
            String betaSchedule,
            Variance variance,
            boolean clipSample,
            Spacing spacing,
            boolean setAlphaToOne) {
        this.className = className;
        this.betaSchedule = betaSchedule;
        this.variance = variance;
        this.clipSample = clipSample;
        this.spacing = spacing;
        this.setAlphaToOne = setAlphaToOne;
    }

    /** @throws IllegalArgumentException for a class whose configurations cannot be read */
    static SchedulerClass named(String name) {
        for (SchedulerClass scheduler : values()) {
            if (scheduler.className.equals(name)) {
                return scheduler;
            }
        }
        throw new IllegalArgumentException("unknown _class_name: " + name + ", known are "
                + Arrays.stream(values()).map(s -> s.className).collect(Collectors.joining(", ")));
    }

    String className() {
        return className;
    }

    String betaSchedule() {
        return betaSchedule;
    }

    Variance variance() {
        return variance;
    }

    boolean clipSample() {
        return clipSample;
    }

    Spacing spacing() {
        return spacing;
    }

    boolean setAlphaToOne() {
        return setAlphaToOne;
    }
}
