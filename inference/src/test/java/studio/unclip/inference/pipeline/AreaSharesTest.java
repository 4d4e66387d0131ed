package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.model.Sample;

class AreaSharesTest {
    private static final int OUTPUT = 1024;
    private static final Sample PICTURE = new Sample(3, OUTPUT, OUTPUT);
    private static final int SIZE = 64;
    private static final Sample SHARED = new Sample(3, SIZE, SIZE);

    private static Area area(int x, int y, int width, int height) {
        return new Area(new PixelRect(x, y, width, height), "an owl");
    }

    private static AreaShares of(double feather, Area... areas) {
        return AreaShares.of(List.of(areas), PICTURE, SHARED, feather);
    }

    private static float at(float[] share, int x, int y) {
        return share[y * SIZE + x];
    }

    @Test
    void two_halves_share_the_picture_and_leave_no_rest() {
        AreaShares shares = of(0.1, area(0, 0, 614, OUTPUT), area(512, 0, 512, OUTPUT));
        assertThat(shares.rest()).isEmpty();
        for (int x = 0; x < SIZE; x++) {
            float left = at(shares.areas().get(0), x, 20);
            assertThat(left + at(shares.areas().get(1), x, 20)).isCloseTo(1, within(1e-6f));
            assertThat(left).isEqualTo(at(shares.areas().get(0), x, 63)).isBetween(0f, 1f);
        }
        assertThat(at(shares.areas().get(0), 28, 0)).isEqualTo(1);
        assertThat(at(shares.areas().get(0), 31, 0)).isStrictlyBetween(0.5f, 0.7f);
        assertThat(at(shares.areas().get(1), 36, 0)).isEqualTo(1);
    }

    @Test
    void what_lies_in_no_area_is_the_rest() {
        AreaShares shares = of(0.05, area(256, 256, 512, 512));
        float[] rest = shares.rest().getFirst();
        assertThat(at(rest, 0, 0)).isEqualTo(1);
        assertThat(at(rest, 32, 32)).isZero();
        assertThat(at(rest, 32, 10)).isEqualTo(1);
    }

    @Test
    void the_later_of_two_areas_holds_where_they_overlap() {
        AreaShares shares = of(0, area(0, 0, 1024, 1024), area(0, 0, 512, 1024));
        assertThat(at(shares.areas().get(0), 10, 10)).isZero();
        assertThat(at(shares.areas().get(1), 10, 10)).isEqualTo(1);
        assertThat(at(shares.areas().get(0), 60, 10)).isEqualTo(1);
    }

    @Test
    void an_area_beyond_the_picture_has_no_part_in_it() {
        AreaShares shares = of(0.1, area(5000, 0, 10, 10), area(-500, -500, 100, 100));
        assertThat(shares.areas()).allSatisfy(share -> assertThat(share).containsOnly(0f));
        assertThat(shares.rest().getFirst()).containsOnly(1f);
    }

    @Test
    void the_halves_of_a_wide_picture_are_those_of_its_sample() {
        AreaShares shares = AreaShares.of(
                List.of(area(0, 0, 64, 32), area(64, 0, 64, 32)), new Sample(3, 32, 128), new Sample(4, 4, 16), 0);
        assertThat(shares.rest()).isEmpty();
        float[] left = shares.areas().getFirst();
        assertThat(left).hasSize(64);
        for (int i = 0; i < left.length; i++) {
            assertThat(left[i]).as("place %s", i).isEqualTo(i % 16 < 8 ? 1f : 0f);
        }
    }

    @Test
    void at_every_pixel_the_shares_sum_to_one() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            List<Area> areas = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                areas.add(area(
                        random.nextInt(1400) - 200,
                        random.nextInt(1400) - 200,
                        1 + random.nextInt(900),
                        1 + random.nextInt(900)));
            }
            AreaShares shares = AreaShares.of(areas, PICTURE, SHARED, random.nextDouble() / 2);
            for (int i = 0; i < SIZE * SIZE; i++) {
                double sum = 0;
                for (float[] share : shares.all()) {
                    assertThat(share[i]).isBetween(0f, 1f);
                    sum += share[i];
                }
                assertThat(sum).isCloseTo(1, within(1e-5));
            }
        }
    }
}
