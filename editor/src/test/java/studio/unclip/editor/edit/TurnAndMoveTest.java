package studio.unclip.editor.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.Turn;
import studio.unclip.editor.render.Flattener;

class TurnAndMoveTest {
    private static final int WIDTH = 301;
    private static final int HEIGHT = 270;

    private final Document document = document();

    /** Odd sides, over tile borders, part of the layer and the mask outside the picture. */
    private static Document document() {
        RandomEdits random = new RandomEdits(5);
        Document blank = Document.blank(new IntSize(WIDTH, HEIGHT), "base");
        Document placed = new PlacePicture("picture", random.picture(340, 300), -20, -13).apply(blank);
        MaskMap mask = MaskMap.EMPTY.withRaster(random.mask(280, 260), 9, 4);
        return placed.withMask(new Mask(mask))
                .withSelection(new Selection(Masks.rectangle(new IntRect(3, 5, 280, 100))));
    }

    private static Raster seen(Document of) {
        return Flattener.flatten(of, of.bounds());
    }

    @ParameterizedTest
    @EnumSource(Turn.class)
    void every_pixel_mask_and_selection_goes_where_the_turn_puts_it(Turn turn) {
        Document turned = new TurnPicture(turn).apply(document);

        Raster before = seen(document);
        Raster after = seen(turned);
        MaskRaster maskBefore = document.mask().coverage().toRaster(document.bounds());
        MaskRaster maskAfter = turned.mask().coverage().toRaster(turned.bounds());
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int[] to = switch (turn) {
                    case FLIP_LEFT_RIGHT -> new int[] {WIDTH - 1 - x, y};
                    case FLIP_TOP_BOTTOM -> new int[] {x, HEIGHT - 1 - y};
                    case QUARTER_RIGHT -> new int[] {HEIGHT - 1 - y, x};
                    case QUARTER_LEFT -> new int[] {y, WIDTH - 1 - x};
                    case HALF -> new int[] {WIDTH - 1 - x, HEIGHT - 1 - y};
                };
                if (after.argb(to[0], to[1]) != before.argb(x, y)
                        || maskAfter.value(to[0], to[1]) != maskBefore.value(x, y)
                        || turned.selection().coverage().value(to[0], to[1])
                                != document.selection().coverage().value(x, y)) {
                    throw new AssertionError(turn + " of " + x + ", " + y);
                }
            }
        }
    }

    @Test
    void four_quarter_turns_and_two_flips_give_everything_back_also_what_lies_outside() {
        Document turned = document;
        for (Turn turn : new Turn[] {
            Turn.QUARTER_RIGHT,
            Turn.QUARTER_RIGHT,
            Turn.QUARTER_LEFT,
            Turn.HALF,
            Turn.QUARTER_RIGHT,
            Turn.FLIP_LEFT_RIGHT,
            Turn.QUARTER_LEFT,
            Turn.FLIP_TOP_BOTTOM
        }) {
            turned = new TurnPicture(turn).apply(turned);
        }
        // The first five are a whole turn, the rest a quarter turn to the left.
        turned = new TurnPicture(Turn.QUARTER_RIGHT).apply(turned);
        IntRect more = document.bounds().grow(12);
        assertThat(turned.size()).isEqualTo(document.size());
        LayerId layer = document.layers().getLast().id();
        assertThat(turned.pixelLayer(layer).orElseThrow().pixels().toRaster(more))
                .isEqualTo(document.pixelLayer(layer).orElseThrow().pixels().toRaster(more));
    }

    @Test
    void a_moved_layer_takes_its_mask_along_and_comes_back_whole() {
        LayerId layer = document.layers().getLast().id();
        Document masked = new LayerEdit.MaskFromSelection(layer).apply(document);
        Document moved = new MoveLayer(layer, 140, -33).apply(masked);

        assertThat(seen(moved).argb(200, 40)).isEqualTo(seen(masked).argb(60, 73));
        assertThat(seen(moved).argb(142, 80))
                .as("left of the moved mask")
                .isEqualTo(seen(masked).argb(2, 113));
        assertThat(seen(new MoveLayer(layer, -140, 33).apply(moved))).isEqualTo(seen(masked));
        assertThat(new MoveLayer(layer, 0, 0).apply(masked)).isSameAs(masked);
    }

    @Test
    void a_locked_layer_stays_where_it_is_and_none_goes_too_far_out() {
        LayerId layer = document.layers().getLast().id();
        Document locked = new LayerEdit.SetLocked(layer, true).apply(document);
        assertThatThrownBy(() -> new MoveLayer(layer, 1, 0).apply(locked))
                .isInstanceOfSatisfying(
                        EditRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.LAYER_LOCKED));
        assertThatThrownBy(() -> new MoveLayer(layer, 9_000_000, 0).apply(document))
                .isInstanceOfSatisfying(
                        EditRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_FAR_OUTSIDE));
    }
}
