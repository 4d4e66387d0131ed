package studio.unclip.app.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourDistanceTest {
    /** Pairs of the table in Sharma, Wu and Dalal 2005: hues on both sides of the turn, greys, large and small steps. */
    @ParameterizedTest
    @CsvSource({
        "50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425",
        "50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615",
        "50, -1, 2, 50, 0, 0, 2.3669",
        "50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792",
        "50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195",
        "50, 2.5, 0, 73, 25, -18, 27.1492",
        "60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644",
        "2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082"
    })
    void is_the_published_one(double l1, double a1, double b1, double l2, double a2, double b2, double expected) {
        double[] one = {l1, a1, b1};
        double[] other = {l2, a2, b2};
        assertThat(ColourDistance.between(one, other)).isCloseTo(expected, within(5e-5));
        assertThat(ColourDistance.between(other, one)).isCloseTo(expected, within(5e-5));
    }

    @Test
    void white_grey_and_red_lie_where_they_should() {
        assertThat(ColourDistance.lab(0xffffff)).containsExactly(new double[] {100, 0, 0}, within(0.02));
        assertThat(ColourDistance.lab(0x777777)[0]).isCloseTo(50.03, within(0.02));
        assertThat(ColourDistance.lab(0xff0000)).containsExactly(new double[] {53.24, 80.09, 67.2}, within(0.02));
    }
}
