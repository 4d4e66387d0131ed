package studio.unclip.editor.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.Contents;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.SpillFile;
import studio.unclip.editor.pixel.Tile;

class HistoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Document BLANK = Document.blank(new IntSize(256, 256), "layer");

    private static History history(Document first, HistoryBudget budget) {
        return new History(first, "Open", NOW, budget, Runnable::run, Runnable::run);
    }

    private static HistoryEntry add(History history, int argb) {
        LayerId layer = history.current().document().layers().getFirst().id();
        Document changed =
                new FillEdit.Area(layer, argb).apply(history.current().document());
        return history.add(changed, "fill " + Integer.toHexString(argb), NOW, Optional.empty());
    }

    @Test
    void aChangeAfterUndoIsABranchAndLosesNothing() {
        History history = history(BLANK, HistoryBudget.UNLIMITED);
        EntryId root = history.root().id();
        EntryId a = add(history, 0xff000001).id();
        EntryId b = add(history, 0xff000002).id();
        history.undo();
        history.undo();
        EntryId c = add(history, 0xff000003).id();
        assertThat(history.children(root)).containsExactly(a, c);
        assertThat(history.undo().orElseThrow().id()).isEqualTo(root);
        assertThat(history.redo().orElseThrow().id())
                .as("the branch last visited")
                .isEqualTo(c);
        history.jump(b);
        history.undo();
        history.undo();
        assertThat(history.redo().orElseThrow().id()).as("now the other").isEqualTo(a);
        assertThat(history.redo().orElseThrow().id()).isEqualTo(b);
        assertThat(history.redo()).isEmpty();
        assertThat(history.entries()).extracting(HistoryEntry::id).containsExactly(root, a, b, c);
        assertThatThrownBy(() -> history.jump(new EntryId(99))).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void beyondTheMemoryBudgetTilesSpillAndComeBackEqual(@TempDir Path folder) throws IOException {
        try (SpillFile file = SpillFile.create(folder)) {
            HistoryBudget budget = new HistoryBudget(8L * Tile.BYTES, 1L << 40, Optional.of(file));
            History history = history(Document.of(new RandomEdits(1).picture(512, 512), "noise"), budget);
            List<Document> documents = new ArrayList<>(List.of(history.current().document()));
            List<Long> hashes = new ArrayList<>(List.of(Contents.hash(documents.getFirst())));
            for (int i = 0; i < 40; i++) {
                Document noise = new PlacePicture("noise", new RandomEdits(i).picture(200, 200), 10, 10)
                        .apply(history.current().document());
                Document merged = new studio.unclip.editor.edit.LayerEdit.MergeDown(
                                noise.layers().getLast().id())
                        .apply(noise);
                history.add(merged, "step " + i, NOW, Optional.empty());
                documents.add(merged);
                hashes.add(Contents.hash(merged));
            }
            assertThat(file.bytesUsed()).as("something was spilled").isGreaterThan(20L * Tile.BYTES);
            assertThat(residentBytes(documents)).isLessThanOrEqualTo(12L * Tile.BYTES);
            for (int i = documents.size() - 2; i >= 0; i--) {
                assertThat(history.undo().orElseThrow().document()).isSameAs(documents.get(i));
                assertThat(Contents.hash(history.current().document())).isEqualTo(hashes.get(i));
                assertThat(residentBytes(documents)).isLessThanOrEqualTo(16L * Tile.BYTES);
            }
            for (int i = 1; i < documents.size(); i++) {
                assertThat(Contents.hash(history.redo().orElseThrow().document()))
                        .isEqualTo(hashes.get(i));
            }
        }
        assertThat(folder).as("the scratch file is gone").isEmptyDirectory();
    }

    /** What a save of the whole history, or a look at an old state, brings back to the heap. */
    @Test
    void tilesThatWereReadBackAreSpilledAgain(@TempDir Path folder) throws IOException {
        try (SpillFile file = SpillFile.create(folder)) {
            History history = history(noise(0), new HistoryBudget(8L * Tile.BYTES, 1L << 40, Optional.of(file)));
            List<Document> documents = addNoise(history, 30);
            documents.forEach(Contents::hash);
            assertThat(residentBytes(documents)).isGreaterThan(80L * Tile.BYTES);
            documents.addAll(addNoise(history, 1));
            assertThat(residentBytes(documents)).isLessThanOrEqualTo(8L * Tile.BYTES);
        }
    }

    @Test
    void whenTheSpillFileCannotBeWrittenDistantStatesGo(@TempDir Path folder) throws IOException {
        SpillFile file = SpillFile.create(folder);
        file.close();
        History history = history(noise(0), new HistoryBudget(24L * Tile.BYTES, 1L << 40, Optional.of(file)));
        Document last = addNoise(history, 40).getLast();
        List<Document> kept =
                history.entries().stream().map(HistoryEntry::document).toList();
        assertThat(residentBytes(kept)).isLessThanOrEqualTo(24L * Tile.BYTES);
        assertThat(kept).hasSizeGreaterThan(2).contains(history.root().document(), last);
        assertThat(Contents.hash(last)).isEqualTo(Contents.hash(noise(40)));
    }

    @Test
    void aSlowWorkerIsGivenOneTaskAtATimeAndCatchesUp(@TempDir Path folder) throws IOException {
        try (SpillFile file = SpillFile.create(folder)) {
            HistoryBudget budget = new HistoryBudget(8L * Tile.BYTES, 1L << 40, Optional.of(file));
            Deque<Runnable> worker = new ArrayDeque<>();
            History history = new History(noise(0), "Open", NOW, budget, Runnable::run, worker::add);
            List<Document> documents = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                documents.addAll(addNoise(history, 1));
                assertThat(worker.size()).isLessThanOrEqualTo(1);
            }
            while (!worker.isEmpty()) {
                worker.poll().run();
            }
            assertThat(residentBytes(documents)).isLessThanOrEqualTo(8L * Tile.BYTES);
        }
    }

    @Test
    void anInterruptedReaderCostsNobodyTheSpilledTiles(@TempDir Path folder) throws IOException {
        try (SpillFile file = SpillFile.create(folder)) {
            List<Tile> tiles = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int[] pixels = new int[Tile.AREA];
                java.util.Arrays.fill(pixels, 0xff000000 | i);
                tiles.add(Tile.owning(pixels));
                assertThat(tiles.get(i).spillTo(file)).isTrue();
                assertThat(tiles.get(i).spillTo(file)).isFalse();
            }
            Thread.currentThread().interrupt();
            assertThat(tiles.get(0).argb(7, 9)).isEqualTo(0xff000000);
            Tile another = Tile.owning(new int[Tile.AREA]);
            another.spillTo(file);
            assertThat(Thread.interrupted())
                    .as("whoever interrupted still finds it")
                    .isTrue();
            assertThat(tiles.get(1).argb(7, 9)).isEqualTo(0xff000001);
            assertThat(tiles.get(2).argb(7, 9)).isEqualTo(0xff000002);
            assertThat(another.argb(0, 0)).isZero();
        }
    }

    /** 512 x 512 pixels like no other, four tiles. */
    private static Document noise(int seed) {
        return Document.of(new RandomEdits(seed).picture(512, 512), "noise");
    }

    /** Adds states that share no tile. */
    private static List<Document> addNoise(History history, int count) {
        List<Document> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Document document = noise((int) history.current().id().value());
            history.add(document, "noise", NOW, Optional.empty());
            added.add(document);
        }
        return added;
    }

    private static long residentBytes(List<Document> documents) {
        long[] sum = {0};
        TileWalk walk = TileWalk.fresh();
        documents.forEach(d -> walk.visit(d, tile -> sum[0] += tile.isResident() ? tile.byteSize() : 0));
        return sum[0];
    }

    @Test
    void beyondTheWholeBudgetDistantStatesGoButNeverStarredOnes() {
        History history = history(BLANK, HistoryBudget.memory(10L * Tile.BYTES));
        EntryId starred = add(history, 0xff000001).id();
        history.star(starred, true);
        EntryId plain = add(history, 0xff000002).id();
        for (int i = 3; i < 60; i++) {
            add(history, 0xff000000 | i);
            assertThat(history.size()).isLessThanOrEqualTo(12);
        }
        assertThat(history.entry(plain)).isEmpty();
        assertThat(history.entry(starred)).isPresent();
        assertThat(history.root().document()).isSameAs(BLANK);
        PixelLayer kept = (PixelLayer)
                history.entry(starred).orElseThrow().document().layers().getFirst();
        assertThat(kept.pixels().argb(5, 5)).isEqualTo(0xff000001);
        int steps = 0;
        while (history.undo().isPresent()) {
            steps++;
        }
        assertThat(steps).as("the way back leads over the states that are left").isEqualTo(history.size() - 1);
    }

    @Test
    @Timeout(120)
    void spaceOfForgottenTilesIsUsedAgain(@TempDir Path folder) throws Exception {
        try (SpillFile file = SpillFile.create(folder)) {
            long afterOne = 0;
            for (int round = 0; round < 6; round++) {
                spillAtOnce(file);
                afterOne = round == 0 ? file.bytesTaken() : afterOne;
                // The tiles are unreachable now; ask until the collector has noticed, or the time of the test is over.
                while (file.bytesUsed() > 0) {
                    System.gc();
                    Thread.sleep(5);
                }
            }
            assertThat(file.bytesTaken()).isEqualTo(afterOne);
        }
    }

    /** Eight that are reachable together: a collection in between would make them share space already. */
    private static void spillAtOnce(SpillFile file) throws Exception {
        List<Tile> tiles = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Tile tile = Tile.owning(new int[Tile.AREA]);
                tile.spillTo(file);
                tiles.add(tile);
            }
        } finally {
            Reference.reachabilityFence(tiles);
        }
    }

    @Test
    void aThumbnailComesBackAsItWas() {
        Raster picture = new RandomEdits(9).picture(96, 40);
        assertThat(Thumbnail.of(picture).raster()).isEqualTo(picture);
        Raster plain = Raster.filled(96, 96, 0xff112233);
        assertThat(Thumbnail.of(plain).byteSize()).isLessThan(1000);
        assertThat(Thumbnail.of(plain).raster()).isEqualTo(plain);
    }
}
