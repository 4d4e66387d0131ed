package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Karlo's super-resolution: six steps by one network, the seventh by another. */
class RelayDenoiserTest {
    private final List<String> told = new ArrayList<>();

    private final class Network implements ConditionedDenoiser {
        private final String name;
        private final int size;
        private long calls;

        Network(String name, int size) {
            this.name = name;
            this.size = size;
        }

        @Override
        public void predict(int step, int timestep, float[] sample, float[] prediction) {
            calls++;
            told.add(name + step);
        }

        @Override
        public int predictionSize() {
            return size;
        }

        @Override
        public long nanosInside() {
            return 10 * calls;
        }

        @Override
        public long calls() {
            return calls;
        }
    }

    private RelayDenoiser relay(int second, int size) {
        return new RelayDenoiser(List.of(
                new RelayDenoiser.Leg(0, new Network("first ", 3)),
                new RelayDenoiser.Leg(second, new Network("last ", size))));
    }

    @Test
    void eachStepIsTheNetworksWhoseItIsInWhateverOrderTheyCome() {
        RelayDenoiser relay = relay(6, 3);
        for (int step : new int[] {4, 5, 6, 5, 6}) {
            relay.predict(step, 0, new float[1], new float[3]);
        }
        assertThat(told).containsExactly("first 4", "first 5", "last 6", "first 5", "last 6");
        assertThat(relay.calls()).isEqualTo(5);
        assertThat(relay.nanosInside()).isEqualTo(50);
        assertThat(relay.predictionSize()).isEqualTo(3);
    }

    @Test
    void networksThatCannotTakeOverAreRefused() {
        assertThatThrownBy(() -> relay(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> relay(6, 6)).isInstanceOf(IllegalArgumentException.class);
    }
}
