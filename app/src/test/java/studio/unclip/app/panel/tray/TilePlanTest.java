package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TilePlanTest {

    @Test
    void four_tiles_are_a_square_in_a_field_and_a_row_in_a_strip() {
        TilePlan field = TilePlan.field(List.of(4), 712, 680, 26);
        assertThat(field.slots())
                .extracting(TilePlan.Slot::x)
                .containsExactly(
                        field.inset(),
                        field.slots().get(1).x(),
                        field.inset(),
                        field.slots().get(1).x());
        TilePlan strip = TilePlan.strip(List.of(4), 712, 160, 26);
        assertThat(strip.slots()).extracting(TilePlan.Slot::y).containsOnly(0.0);
        assertThat(strip.length()).isLessThanOrEqualTo(712);
    }

    @Test
    void tiles_of_the_newest_round_fit_the_room_there_is() {
        for (int count = 1; count <= 8; count++) {
            for (List<Integer> counts : List.of(List.of(count), List.of(count, 4, 40))) {
                TilePlan plan = TilePlan.field(counts, 900, 700, 26);
                for (TilePlan.Slot slot : plan.slots().subList(0, count)) {
                    assertThat(slot.x() + slot.side()).isLessThanOrEqualTo(900);
                    assertThat(slot.y() + slot.side() + 26).isLessThanOrEqualTo(700);
                }
            }
        }
    }

    @Test
    void no_two_tiles_overlap_and_all_lie_within_the_length() {
        List<Integer> counts = List.of(3, 1, 64, 5, 1, 1);
        TilePlan strip = TilePlan.strip(counts, 700, 150, 26);
        assertApart(strip.slots(), 0);
        assertThat(strip.dividers()).hasSize(5);
        TilePlan.Slot last = strip.slots().getLast();
        assertThat(last.x() + last.side()).isEqualTo(strip.length());

        TilePlan field = TilePlan.field(counts, 700, 500, 26);
        assertApart(field.slots(), 26);
        TilePlan.Slot lowest = field.slots().getLast();
        assertThat(lowest.y() + lowest.side() + 26).isEqualTo(field.length());
        assertThat(field.heading().orElseThrow()).as("can be seen").isLessThan(500 - 20);
    }

    private static void assertApart(List<TilePlan.Slot> slots, double caption) {
        for (int i = 0; i < slots.size(); i++) {
            for (int j = 0; j < i; j++) {
                TilePlan.Slot a = slots.get(i);
                TilePlan.Slot b = slots.get(j);
                boolean beside = a.x() >= b.x() + b.side() || b.x() >= a.x() + a.side();
                boolean below = a.y() >= b.y() + b.side() + caption || b.y() >= a.y() + a.side() + caption;
                assertThat(beside || below).as("%d and %d", i, j).isTrue();
            }
        }
    }

    @Test
    void the_neighbour_is_what_lies_there() {
        // 0 1 above 2 3, then a row of those of before.
        TilePlan plan = TilePlan.field(List.of(4, 6), 700, 600, 26);
        assertThat(plan.neighbour(0, 0, 1)).isEqualTo(2);
        assertThat(plan.neighbour(3, 0, -1)).isEqualTo(1);
        assertThat(plan.neighbour(1, 0, -1)).isEqualTo(1);
        assertThat(plan.neighbour(0, 1, 0)).isEqualTo(1);
        assertThat(plan.neighbour(9, 1, 0)).isEqualTo(9);
        assertThat(plan.neighbour(2, 0, 1)).as("into the row of before").isBetween(4, 6);
        assertThat(plan.neighbour(9, 0, 1)).isEqualTo(9);
    }
}
