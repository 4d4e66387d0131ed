package studio.unclip.app.canvas.viewport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;

class ViewTransformTest {
    private static final IntSize VIEW = new IntSize(800, 600);

    @Test
    void fitting_shows_the_whole_document_in_the_middle_and_keeps_the_margin() {
        ViewTransform fit = ViewTransform.fit(new IntSize(1024, 1024), VIEW, 30);

        IntRect shown = fit.shownAt(new IntSize(1024, 1024));
        assertThat(shown.height()).isBetween(539, 541);
        assertThat(shown.y()).isEqualTo(30);
        assertThat(shown.x()).isEqualTo((800 - shown.width()) / 2);
    }

    @Test
    void a_view_smaller_than_its_margins_still_gives_a_usable_zoom() {
        assertThat(ViewTransform.fit(new IntSize(1024, 1024), new IntSize(10, 10), 32)
                        .zoom())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void zooming_leaves_what_lies_under_the_pointer_where_it_is(long seed) {
        Random random = new Random(seed);
        ViewTransform transform = ViewTransform.fit(new IntSize(2000, 1500), VIEW, 32);
        for (int i = 0; i < 50; i++) {
            double x = random.nextInt(800);
            double y = random.nextInt(600);
            ViewTransform zoomed = transform.zoomedAt(0.5 + random.nextDouble() * 1.5, x, y);

            // The origin is a whole pixel, so the point may be off by half of one.
            assertThat(Math.abs(zoomed.documentX(x) - transform.documentX(x)) * zoomed.zoom())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(0.5001);
            assertThat(Math.abs(zoomed.documentY(y) - transform.documentY(y)) * zoomed.zoom())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(0.5001);
            transform = zoomed;
        }
    }

    @Test
    void zoom_stays_within_its_limits() {
        ViewTransform transform = new ViewTransform(1, 0, 0);
        assertThat(transform.zoomedAt(1e9, 5, 5).zoom()).isEqualTo(ViewTransform.LARGEST);
        assertThat(transform.zoomedAt(1e-9, 5, 5).zoom()).isEqualTo(ViewTransform.SMALLEST);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void however_far_it_is_moved_a_part_of_the_document_stays_in_the_view(long seed) {
        Random random = new Random(seed);
        IntSize document = new IntSize(1 + random.nextInt(3000), 1 + random.nextInt(3000));
        ViewTransform transform = ViewTransform.fit(document, VIEW, 32);
        for (int i = 0; i < 100; i++) {
            transform = transform
                    .zoomedAt(0.7 + random.nextDouble(), random.nextInt(800), random.nextInt(600))
                    .movedBy(random.nextInt(4000) - 2000, random.nextInt(4000) - 2000)
                    .keptIn(VIEW, document);

            assertThat(transform.shownAt(document).intersects(VIEW.toRect()))
                    .as("seed %d, step %d, %s", seed, i, transform)
                    .isTrue();
        }
    }

    @Test
    void view_and_document_coordinates_are_each_others_inverse() {
        ViewTransform transform = new ViewTransform(0.37, -120, 45);
        assertThat(transform.documentX(-120)).isZero();
        assertThat(transform.documentX(-120 + 37)).isCloseTo(100, within(1e-9));
        assertThat(transform.documentY(45 + 37)).isCloseTo(100, within(1e-9));
    }
}
