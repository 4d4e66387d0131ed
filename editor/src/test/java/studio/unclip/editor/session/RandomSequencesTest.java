package studio.unclip.editor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.Contents;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Compositor;

/** Random edits and strokes: what holds after each of them, whatever they were. */
@SuppressWarnings("ReferenceEquality") // the same object is what undo promises
class RandomSequencesTest {
    private static final int STEPS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void undoToTheStartGivesTheSameDocumentsAndRedoTheLast(long seed) {
        RandomEdits random = new RandomEdits(seed);
        EditorDriver driver = EditorDriver.on(random.document(300, 280));
        List<Document> states = new ArrayList<>(List.of(driver.document()));
        List<Long> hashes = new ArrayList<>(List.of(Contents.hash(driver.document())));
        for (int i = 0; i < STEPS; i++) {
            step(driver, random);
            if (driver.document() != states.getLast()) {
                states.add(driver.document());
                hashes.add(Contents.hash(driver.document()));
            }
        }
        assertThat(states.size()).as("edits that did something").isGreaterThan(STEPS / 3);
        driver.expectEntries(states.size());
        for (int i = states.size() - 2; i >= 0; i--) {
            assertThat(driver.undo().document()).isSameAs(states.get(i));
            assertThat(Contents.hash(driver.document())).isEqualTo(hashes.get(i));
        }
        assertThat(driver.session().undo()).isFalse();
        for (int i = 1; i < states.size(); i++) {
            assertThat(driver.redo().document()).isSameAs(states.get(i));
        }
        assertThat(driver.session().redo()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void whatListenersAreToldIsDirtyIsAllThatNeedsDrawing(long seed) {
        RandomEdits random = new RandomEdits(seed);
        EditorDriver driver = EditorDriver.on(random.document(300, 280));
        Compositor compositor = new Compositor();
        AtomicReference<int[]> screen = new AtomicReference<>(whole(new Compositor(), driver.document()));
        driver.session().addListener(new SessionListener() {
            @Override
            public void documentChanged(Document before, Document after, IntRect dirty) {
                if (!before.size().equals(after.size())) {
                    screen.set(whole(compositor, after));
                    return;
                }
                int width = after.size().width();
                IntRect shown = dirty.intersect(after.bounds());
                compositor.render(after, shown, 1, screen.get(), shown.y() * width + shown.x(), width);
            }
        });
        for (int i = 0; i < STEPS; i++) {
            step(driver, random);
            if (random.below(5) == 0) {
                driver.undo();
            }
            assertThat(screen.get()).isEqualTo(whole(new Compositor(), driver.document()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void tilesInWhichNothingChangedStayTheSameObjects(long seed) {
        RandomEdits random = new RandomEdits(seed);
        EditorDriver driver = EditorDriver.on(random.document(700, 600));
        int[] changed = {0};
        for (int i = 0; i < STEPS; i++) {
            Document before = driver.document();
            switch (random.below(3)) {
                case 0 -> random.stroke(driver);
                case 1 -> driver.session().apply(random.fill(before), "fill");
                default -> driver.session().apply(random.patch(before), "patch");
            }
            Document after = driver.document();
            LayerTree.forEach(before.layers(), layer -> {
                if (layer instanceof PixelLayer old
                        && after.pixelLayer(layer.id()).isPresent()) {
                    TileMap now = after.pixelLayer(layer.id()).get().pixels();
                    old.pixels().forEachDifference(now, (column, row, tile) -> {
                        changed[0]++;
                        int[] a = tile == null ? new int[Tile.AREA] : tile.pixels();
                        int[] b = now.tile(column, row) == null
                                ? new int[Tile.AREA]
                                : now.tile(column, row).pixels();
                        assertThat(Arrays.equals(a, b)).isFalse();
                    });
                }
            });
        }
        assertThat(changed[0]).isGreaterThan(20);
    }

    private static void step(EditorDriver driver, RandomEdits random) {
        if (random.below(3) == 0) {
            random.stroke(driver);
        } else {
            driver.session().apply(random.edit(driver.document()), "edit");
        }
    }

    private static int[] whole(Compositor compositor, Document document) {
        int[] pixels = new int[(int) document.size().area()];
        compositor.render(
                document, document.bounds(), 1, pixels, 0, document.size().width());
        return pixels;
    }
}
