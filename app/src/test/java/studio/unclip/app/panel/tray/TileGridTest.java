package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TileGridTest {

    @Test
    void four_tiles_are_a_square_in_a_field_and_a_row_in_a_strip() {
        assertThat(TileGrid.Plan.of(4, 712, 680, 26).columns()).isEqualTo(2);
        assertThat(TileGrid.Plan.of(4, 712, 160, 26).columns()).isEqualTo(4);
    }

    @Test
    void tiles_fit_the_room_there_is() {
        for (int count = 1; count <= 8; count++) {
            TileGrid.Plan plan = TileGrid.Plan.of(count, 900, 700, 26);
            int rows = (count + plan.columns() - 1) / plan.columns();
            assertThat(plan.columns() * plan.side() + 12 * (plan.columns() - 1)).isLessThanOrEqualTo(900);
            assertThat(rows * (plan.side() + 26) + 12 * (rows - 1)).isLessThanOrEqualTo(700);
        }
    }
}
