package studio.unclip.inference.model;

import java.util.List;

/**
 * Networks that take turns: each from its first step until the next one's (Karlo's super-resolution makes six steps with
 * one network and the last with another; specification 5.1). Which one runs depends on the step's index alone, so a loop
 * that begins late or goes up again runs the same networks at the same steps.
 */
public final class RelayDenoiser implements ConditionedDenoiser {
    private final List<Leg> legs;

    /**
     * A network's share.
     *
     * @param firstStep index of its first step; 0 for the first network, rising
     * @param denoiser the network
     */
    public record Leg(int firstStep, ConditionedDenoiser denoiser) {}

    /** @param legs in the order of their steps */
    public RelayDenoiser(List<Leg> legs) {
        this.legs = List.copyOf(legs);
        if (legs.getFirst().firstStep() != 0) {
            throw new IllegalArgumentException("nobody makes the steps before " + legs.getFirst());
        }
        for (int i = 1; i < legs.size(); i++) {
            if (legs.get(i).firstStep() <= legs.get(i - 1).firstStep()
                    || legs.get(i).denoiser().predictionSize() != predictionSize()) {
                throw new IllegalArgumentException(legs.get(i) + " cannot take over from " + legs.get(i - 1));
            }
        }
    }

    @Override
    public void predict(int step, int timestep, float[] sample, float[] prediction) {
        int leg = legs.size() - 1;
        while (legs.get(leg).firstStep() > step) {
            leg--;
        }
        legs.get(leg).denoiser().predict(step, timestep, sample, prediction);
    }

    @Override
    public int predictionSize() {
        return legs.getFirst().denoiser().predictionSize();
    }

    @Override
    public long nanosInside() {
        return legs.stream().mapToLong(leg -> leg.denoiser().nanosInside()).sum();
    }

    @Override
    public long calls() {
        return legs.stream().mapToLong(leg -> leg.denoiser().calls()).sum();
    }
}
