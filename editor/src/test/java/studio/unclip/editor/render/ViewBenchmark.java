package studio.unclip.editor.render;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;

/** A view of 1600 x 1000 pixels over ten translucent layers (docs/benchmarks.md). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ViewBenchmark {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1000;
    private static final long SLICE = 12_000_000;

    private final int[] view = new int[WIDTH * HEIGHT];
    private final Compositor warm = new Compositor();
    private Compositor sliced = new Compositor();
    private Document document;
    private Document[] oneTileEdited;
    private int turn;

    @Setup(Level.Trial)
    public void open() {
        document = Document.blank(new IntSize(2560, 1600), "layer");
        for (int i = 0; i < 10; i++) {
            Raster picture = new RandomEdits(i).picture(2560, 1600);
            document = new PlacePicture("layer " + i, picture, 0, 0).apply(document);
            document = new LayerEdit.SetOpacity(document.layers().getLast().id(), 0.6f).apply(document);
        }
        LayerId top = document.layers().getLast().id();
        PixelLayer layer = document.pixelLayer(top).orElseThrow();
        oneTileEdited = new Document[2];
        for (int i = 0; i < 2; i++) {
            Raster spot = new RandomEdits(50 + i).picture(100, 100);
            PixelLayer changed = layer.withPixels(layer.pixels().withRaster(spot, 600, 600));
            oneTileEdited[i] = document.withLayer(top, old -> changed);
        }
        warm.render(document, document.bounds(), 1, new int[2560 * 1600], 0, 2560);
    }

    /** Everything from nothing. */
    @Benchmark
    public int[] cold() {
        new Compositor().render(document, new IntRect(100, 100, WIDTH, HEIGHT), 1, view, 0, WIDTH);
        return view;
    }

    /** One slice of the same; its largest value says how long the window can stand still. */
    @Benchmark
    public boolean coldSlice() {
        boolean done = sliced.prepare(document, new IntRect(100, 100, WIDTH, HEIGHT), 1, SLICE);
        sliced = done ? new Compositor() : sliced;
        return done;
    }

    /** The whole view after one tile of one layer changed. */
    @Benchmark
    public int[] oneDirtyTile() {
        Document edited = oneTileEdited[turn++ % 2];
        warm.render(edited, new IntRect(512, 512, 256, 256), 1, view, 512 * WIDTH + 512, WIDTH);
        return view;
    }

    /** The whole view, a little further on. */
    @Benchmark
    public int[] panStep() {
        int step = turn++ % 100;
        warm.render(document, new IntRect(3 * step, 2 * step, WIDTH, HEIGHT), 1, view, 0, WIDTH);
        return view;
    }

    /** The same at 70 %, where every pixel is resampled. */
    @Benchmark
    public int[] panStepZoomedOut() {
        int step = turn++ % 100;
        warm.renderOutput(document, new IntRect(step, step, WIDTH, HEIGHT), 0.7, view, 0, WIDTH);
        return view;
    }
}
