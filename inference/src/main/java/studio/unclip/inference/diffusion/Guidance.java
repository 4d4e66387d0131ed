package studio.unclip.inference.diffusion;

/** Classifier-free guidance (Ho and Salimans, 2022; specification 3.7). */
public final class Guidance {
    private Guidance() {}

    /**
     * In place: the first {@code channels} values of {@code conditional} become u + g (c - u); what follows (a learned
     * variance) stays the conditional row's.
     *
     * @param guided how many values are guided
     */
    public static void apply(float[] unconditional, float[] conditional, float g, int guided) {
        for (int i = 0; i < guided; i++) {
            float u = unconditional[i];
            conditional[i] = u + g * (conditional[i] - u);
        }
    }
}
