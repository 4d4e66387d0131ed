package studio.unclip.editor.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;

class TileMapTest {
    @Test
    void aMapAnswersAsAPlainTableDoes() {
        Random random = new Random(5);
        TileMap map = TileMap.EMPTY;
        Map<List<Integer>, Tile> table = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            int spread = random.nextBoolean() ? 10 : 4096;
            int column = random.nextInt(spread) - spread / 2;
            int row = random.nextInt(spread) - spread / 2;
            Tile tile = random.nextInt(3) == 0 ? null : Tile.owning(TILE);
            TileMap before = map;
            map = map.with(column, row, tile);
            assertThat(before.tile(column, row))
                    .as("the old map is as it was")
                    .isSameAs(table.get(List.of(column, row)));
            table.put(List.of(column, row), tile);
        }
        table.values().removeIf(tile -> tile == null);
        assertThat(map.count()).isEqualTo(table.size());
        map.forEach((column, row, tile) -> assertThat(tile).isSameAs(table.get(List.of(column, row))));
        for (List<Integer> place : table.keySet()) {
            map = map.with(place.get(0), place.get(1), null);
        }
        assertThat(map).isSameAs(TileMap.EMPTY);
    }

    private static final int[] TILE = new int[Tile.AREA];

    @Test
    void comparingMapsVisitsExactlyWhatDiffers() {
        TileMap first = TileMap.of(Raster.filled(2000, 2000, 0xff00ff00), -300, -300);
        Tile other = Tile.owning(TILE);
        TileMap second = first.with(3, 3, other).with(0, -2, null).with(500, 500, other);
        Set<List<Integer>> seen = new java.util.HashSet<>();
        first.forEachDifference(second, (column, row, tile) -> seen.add(List.of(column, row)));
        assertThat(seen).containsExactlyInAnyOrder(List.of(3, 3), List.of(0, -2), List.of(500, 500));
    }

    @Test
    void aChangeSharesAllOtherTiles() {
        TileMap map = TileMap.of(new RandomEdits(1).picture(1000, 1000), 0, 0);
        TileMap changed = map.withRaster(Raster.filled(10, 10, 0xff123456), 300, 300);
        map.forEach((column, row, tile) -> {
            if (column == 1 && row == 1) {
                assertThat(changed.tile(column, row)).isNotSameAs(tile);
            } else {
                assertThat(changed.tile(column, row)).isSameAs(tile);
            }
        });
    }

    @Test
    void picturesComeBackAsTheyWereWhereverTheyLie() {
        for (long seed = 0; seed < 10; seed++) {
            RandomEdits random = new RandomEdits(seed);
            Raster picture = random.picture(1 + random.below(600), 1 + random.below(600));
            int x = random.below(1000) - 500;
            int y = random.below(1000) - 500;
            IntRect area = new IntRect(x, y, picture.width(), picture.height());
            TileMap map = TileMap.of(picture, x, y);
            assertThat(map.toRaster(area)).isEqualTo(picture);
            assertThat(map.translate(37, -91).toRaster(area.translate(37, -91))).isEqualTo(picture);
            assertThat(map.translate(256, -512).toRaster(area.translate(256, -512)))
                    .isEqualTo(picture);
            IntRect part = new IntRect(-100, -100, 250, 250);
            TileMap cropped = map.crop(part);
            for (int i = 0; i < 200; i++) {
                int px = random.below(1200) - 600;
                int py = random.below(1200) - 600;
                assertThat(cropped.argb(px, py)).isEqualTo(part.contains(px, py) ? map.argb(px, py) : 0);
            }
        }
    }

    /** Two specks at opposite corners of a huge picture: room is needed for the specks only. */
    @Test
    void aSparseMaskMovesTileByTile() {
        for (int background : new int[] {0, 200}) {
            MaskRaster speck = MaskRaster.filled(40, 30, 90);
            MaskMap mask = MaskMap.uniform(background)
                    .withRaster(speck, -30_000, -29_990)
                    .withRaster(speck, 30_000, 29_950);
            MaskMap moved = mask.translate(-11, 507);
            assertThat(moved.toRaster(new IntRect(-30_011, -29_483, 40, 30))).isEqualTo(speck);
            assertThat(moved.toRaster(new IntRect(29_989, 30_457, 40, 30))).isEqualTo(speck);
            assertThat(moved.value(-30_012, -29_483)).isEqualTo(background);
            assertThat(moved.count()).isLessThanOrEqualTo(8);
            MaskMap whole = mask.translate(512, -256);
            assertThat(whole.tile(-116, -119)).isSameAs(mask.tile(-118, -118)).isNotNull();
        }
    }

    @Test
    void boundsHoldEveryTileAndNoMore() {
        Random random = new Random(5);
        for (int round = 0; round < 30; round++) {
            TileMap map = TileMap.EMPTY;
            IntRect expected = IntRect.EMPTY;
            int spread = round % 3 == 0 ? 4096 : 40;
            for (int i = random.nextInt(60); i >= 0; i--) {
                int column = random.nextInt(spread) - spread / 2;
                int row = random.nextInt(spread) - spread / 2;
                map = map.with(column, row, Tile.owning(TILE));
                expected = expected.union(TileMap.tileRect(column, row));
            }
            assertThat(map.bounds()).isEqualTo(expected);
        }
        assertThat(TileMap.EMPTY.bounds()).isEqualTo(IntRect.EMPTY);
    }

    @Test
    void whatIsFarOutIsRefused() {
        assertThatThrownBy(() -> TileMap.EMPTY.with(2048, 0, Tile.owning(TILE)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(TileMap.EMPTY.argb(Integer.MAX_VALUE, Integer.MIN_VALUE)).isZero();
    }

    @Test
    void anEmptyLargeDocumentCostsAlmostNothing() {
        Runtime runtime = Runtime.getRuntime();
        List<Document> held = new ArrayList<>();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        for (int i = 0; i < 1000; i++) {
            held.add(Document.blank(new IntSize(16_384, 16_384), "layer"));
        }
        System.gc();
        long each = (runtime.totalMemory() - runtime.freeMemory() - before) / held.size();
        assertThat(each).isLessThan(4096);
    }

    @Test
    void masksOfAnyBackgroundBehaveAsPlainOnes() {
        RandomEdits random = new RandomEdits(4);
        MaskRaster raster = random.mask(300, 40);
        for (int background : new int[] {0, 77, 255}) {
            MaskMap mask = MaskMap.uniform(background).withRaster(raster, -20, 10);
            assertThat(mask.value(-20, 10)).isEqualTo(raster.value(0, 0));
            assertThat(mask.value(5000, 5000)).isEqualTo(background);
            assertThat(mask.toRaster(new IntRect(-20, 10, 300, 40))).isEqualTo(raster);
            assertThat(mask.translate(13, 7).toRaster(new IntRect(-7, 17, 300, 40)))
                    .isEqualTo(raster);
            MaskMap wiped = mask.withRaster(MaskRaster.filled(300, 40, background), -20, 10);
            assertThat(wiped).as("no tile is kept for background").isSameAs(MaskMap.uniform(background));
        }
        MaskMap spot = MaskMap.of(MaskRaster.filled(3, 2, 1), 700, 255);
        assertThat(spot.boundsWithin(new IntRect(0, 0, 1000, 1000))).isEqualTo(new IntRect(700, 255, 3, 2));
    }
}
