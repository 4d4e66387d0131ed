package studio.unclip.inference.diffusion;

/**
 * The forward process q(x_t | x_0) as tables over timesteps: float32 as in diffusers, because the last bits of abar
 * decide the last step (specification 4.1, 4.3). Immutable.
 */
public final class NoiseSchedule {
    private final ScheduleConfig config;
    private final float[] betas;
    private final float[] abar;

    /**
     * @throws IllegalArgumentException if the noise does not grow at every timestep, from some noise at the first to
     *     some signal at the last (none with a zero terminal SNR): a sampler would divide by zero
     */
    public NoiseSchedule(ScheduleConfig config) {
        this.config = config;
        float[] given = betas(config);
        this.betas = config.zeroTerminalSnr() ? withoutTerminalSignal(given) : given;
        this.abar = cumulative(betas);
        for (int t = 0; t < abar.length; t++) {
            boolean signal = abar[t] > 0 || (config.zeroTerminalSnr() && t == abar.length - 1 && abar[t] == 0);
            if (!signal || !(abar[t] < abar(t - 1))) { // refuses NaN too
                throw new IllegalArgumentException("the noise schedule breaks down at timestep " + t + " of "
                        + abar.length + ": the share of signal goes from " + abar(t - 1) + " to " + abar[t]);
            }
        }
    }

    private static float[] cumulative(float[] betas) {
        float[] abar = new float[betas.length];
        float product = 1;
        for (int t = 0; t < betas.length; t++) {
            product *= 1 - betas[t];
            abar[t] = product;
        }
        return abar;
    }

    /**
     * Lin et al. 2023, algorithm 1, in diffusers' order of operations: sqrt(abar) shifted so that its last value is 0,
     * and scaled so that its first stays.
     */
    private static float[] withoutTerminalSignal(float[] betas) {
        float[] roots = cumulative(betas);
        for (int t = 0; t < roots.length; t++) {
            roots[t] = (float) Math.sqrt(roots[t]);
        }
        float first = roots[0];
        float last = roots[roots.length - 1];
        float scale = first / (first - last);
        float[] rescaled = new float[betas.length];
        float before = 1;
        for (int t = 0; t < roots.length; t++) {
            float root = (roots[t] - last) * scale;
            float abar = root * root;
            rescaled[t] = 1 - abar / before;
            before = abar;
        }
        return rescaled;
    }

    public ScheduleConfig config() {
        return config;
    }

    /** T. */
    public int trainTimesteps() {
        return betas.length;
    }

    /** beta_t. */
    public float beta(int t) {
        return betas[t];
    }

    /** abar_t = product of (1 - beta) up to t: the share of clean signal's variance left, 0 to 1; 1 for t below 0. */
    public float abar(int t) {
        return t < 0 ? 1 : abar[t];
    }

    /**
     * q_sample: x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) noise (specification 4.8).
     *
     * @param out may be {@code x0} or {@code noise}
     */
    public void addNoise(float[] x0, float[] noise, int t, float[] out) {
        float signal = (float) Math.sqrt(abar(t));
        float spread = (float) Math.sqrt(1 - abar(t));
        for (int i = 0; i < x0.length; i++) {
            out[i] = signal * x0[i] + spread * noise[i];
        }
    }

    private static float[] betas(ScheduleConfig config) {
        int n = config.trainTimesteps();
        return switch (config.betaSchedule()) {
            case "squaredcos_cap_v2" -> cosine(n);
            case "linear" -> ramp((float) config.betaStart(), (float) config.betaEnd(), n);
            case "scaled_linear" -> {
                float[] roots = ramp((float) Math.sqrt(config.betaStart()), (float) Math.sqrt(config.betaEnd()), n);
                for (int i = 0; i < n; i++) {
                    roots[i] *= roots[i];
                }
                yield roots;
            }
            default -> throw new IllegalStateException(config.betaSchedule()); // the record has refused it
        };
    }

    private static float[] cosine(int n) {
        float[] betas = new float[n];
        for (int i = 0; i < n; i++) {
            betas[i] = (float) Math.min(1 - cosineAbar((i + 1) / (double) n) / cosineAbar(i / (double) n), 0.999);
        }
        return betas;
    }

    private static double cosineAbar(double s) {
        double c = StrictMath.cos((s + 0.008) / 1.008 * Math.PI / 2);
        return c * c;
    }

    /** torch.linspace in float32: counted from both ends, so that both are met exactly. */
    private static float[] ramp(float start, float end, int n) {
        float step = (end - start) / (n - 1);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i < n / 2 ? start + step * i : end - step * (n - 1 - i);
        }
        return values;
    }
}
