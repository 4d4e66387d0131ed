package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MinimalCutTest {
    private static final int WIDTH = 4;
    private static final int HEIGHT = 3;
    private static final int ALL = WIDTH * HEIGHT;

    /** Costs of a small grid, and its cut. */
    private static final class Grid {
        private final int[] across = new int[ALL];
        private final int[] down = new int[ALL];
        private final int[] notFirst = new int[ALL];
        private final int[] first = new int[ALL];

        boolean[] cut() {
            MinimalCut cut = new MinimalCut(WIDTH, HEIGHT);
            for (int i = 0; i < ALL; i++) {
                if (i % WIDTH < WIDTH - 1) {
                    cut.part(i, true, across[i]);
                }
                if (i < ALL - WIDTH) {
                    cut.part(i, false, down[i]);
                }
                cut.tie(i, notFirst[i], first[i]);
            }
            return cut.first();
        }

        int cost(boolean[] isFirst) {
            int cost = 0;
            for (int i = 0; i < ALL; i++) {
                cost += isFirst[i] ? first[i] : notFirst[i];
                if (i % WIDTH < WIDTH - 1 && isFirst[i] != isFirst[i + 1]) {
                    cost += across[i];
                }
                if (i < ALL - WIDTH && isFirst[i] != isFirst[i + WIDTH]) {
                    cost += down[i];
                }
            }
            return cost;
        }

        int least() {
            int least = Integer.MAX_VALUE;
            for (int bits = 0; bits < 1 << ALL; bits++) {
                boolean[] isFirst = new boolean[ALL];
                for (int i = 0; i < ALL; i++) {
                    isFirst[i] = (bits >> i & 1) == 1;
                }
                least = Math.min(least, cost(isFirst));
            }
            return least;
        }
    }

    @Test
    void noOtherCutIsCheaper() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Grid grid = new Grid();
            for (int i = 0; i < ALL; i++) {
                grid.across[i] = random.nextInt(10);
                grid.down[i] = random.nextInt(10);
                grid.notFirst[i] = random.nextInt(3) == 0 ? random.nextInt(25) : 0;
                grid.first[i] = random.nextInt(3) == 0 ? random.nextInt(25) : 0;
            }
            assertThat(grid.cost(grid.cut())).as("seed %d", seed).isEqualTo(grid.least());
        }
    }

    @Test
    void whatNothingTiesIsNotOnTheFirstSide() {
        Grid grid = new Grid();
        grid.notFirst[0] = 5;
        assertThat(grid.cut()).containsOnlyOnce(true);
        assertThat(new Grid().cut()).containsOnly(false);
    }
}
