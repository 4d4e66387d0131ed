package studio.unclip.editor.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.MaskEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryBudget;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.SpillFile;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Compositor;
import studio.unclip.editor.tool.BrushTool;
import studio.unclip.editor.tool.PointerEvent;
import studio.unclip.editor.tool.PointerEvent.Kind;

/**
 * From a pointer event of a 64-pixel soft brush to the view's buffer being up to date, by the picture's size and the
 * history's length (docs/benchmarks.md). A gesture has 60 moves and is then given up, so that nothing piles up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PointerToBufferBenchmark {
    private static final int MOVES = 60;
    private static final IntSize VIEW = new IntSize(1600, 1000);

    /** Side of the square picture, and entries of its history. */
    @Param({"512:0", "8192:0", "8192:10000"})
    public String picture;

    private final Compositor compositor = new Compositor();
    private final int[] view = new int[VIEW.width() * VIEW.height()];
    private SpillFile spill;
    private EditorSession session;
    private IntRect shown;
    private int moves;
    private long nanos;

    @Setup(Level.Trial)
    public void open() throws Exception {
        int side = Integer.parseInt(picture.substring(0, picture.indexOf(':')));
        int entries = Integer.parseInt(picture.substring(picture.indexOf(':') + 1));
        spill = SpillFile.create(Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "bench"));
        // Thumbnails are left out of the setup: ten thousand are drawn in the background in a real session.
        SessionOptions options = new SessionOptions(
                Runnable::run,
                task -> {},
                () -> Instant.EPOCH,
                new HistoryBudget(1L << 32, 1L << 40, Optional.of(spill)));
        session = new EditorSession(noise(side), "Open", options);
        RandomEdits random = new RandomEdits(1);
        MaskRaster spot = random.mask(40, 40);
        for (int i = 0; i < entries; i++) {
            int x = random.below(side);
            int y = random.below(side);
            session.apply(
                    new MaskEdit.Replace(
                            new PaintTarget.DocumentMask(),
                            session.document().mask().coverage().withRaster(spot, x, y)),
                    "entry");
        }
        shown = new IntRect(
                (side - Math.min(side, VIEW.width())) / 2,
                (side - Math.min(side, VIEW.height())) / 2,
                Math.min(side, VIEW.width()),
                Math.min(side, VIEW.height()));
        compositor.render(session.document(), shown, 1, view, 0, VIEW.width());
        session.addListener(new SessionListener() {
            @Override
            public void documentChanged(Document before, Document after, IntRect dirty) {
                IntRect part = dirty.intersect(shown);
                int offset = (part.y() - shown.y()) * VIEW.width() + part.x() - shown.x();
                compositor.render(after, part, 1, view, offset, VIEW.width());
            }
        });
        session.choose(BrushTool.paint(Brush.round(64, 0), 0xff3060c0, "Brush"));
    }

    /** Every tile its own noise, built from one small picture. */
    private static Document noise(int side) {
        Raster block = new RandomEdits(2).picture(512, 512);
        TileMap pixels = TileMap.EMPTY;
        for (int y = 0; y < side; y += 512) {
            for (int x = 0; x < side; x += 512) {
                pixels = pixels.withRaster(block, x, y);
            }
        }
        Document blank = Document.blank(new IntSize(side, side), "layer");
        return new studio.unclip.editor.edit.SetPixels(blank.layers().getFirst().id(), pixels).apply(blank);
    }

    @Benchmark
    public int[] pointerEvent() {
        nanos += 4_000_000;
        int step = moves++ % MOVES;
        double x = shown.x() + shown.width() * (0.2 + 0.6 * step / MOVES);
        double y = shown.y() + shown.height() * (0.5 + 0.2 * Math.sin(moves * 0.13));
        if (step == MOVES - 1) {
            session.cancelGesture();
        } else {
            session.pointer(PointerEvent.of(step == 0 ? Kind.DOWN : Kind.MOVE, x, y, nanos));
        }
        return view;
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        spill.close();
    }
}
