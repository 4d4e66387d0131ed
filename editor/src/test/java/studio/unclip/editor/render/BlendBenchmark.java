package studio.unclip.editor.render;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/**
 * Blending one tile's ten translucent layers, beside Java2D doing the same with {@code AlphaComposite} (8-bit, rounded
 * at each layer). Time per pixel and layer (docs/benchmarks.md).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Tile.AREA * BlendBenchmark.LAYERS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BlendBenchmark {
    static final int LAYERS = 10;
    private static final float OPACITY = 0.6f;

    /** Only ours: Java2D has no other mode. */
    @Param({"NORMAL", "MULTIPLY", "SOFT_LIGHT", "LUMINOSITY"})
    public BlendMode mode;

    private final TilePainter painter = new TilePainter(new Mips(1 << 20));
    private final int[] pixels = new int[Tile.AREA];
    private final BufferedImage[] images = new BufferedImage[LAYERS];
    private final BufferedImage target = new BufferedImage(Tile.SIZE, Tile.SIZE, BufferedImage.TYPE_INT_ARGB_PRE);
    private List<Step> steps;

    @Setup(Level.Trial)
    public void make() {
        Step[] made = new Step[LAYERS];
        for (int i = 0; i < LAYERS; i++) {
            Raster picture = new RandomEdits(i).picture(Tile.SIZE, Tile.SIZE);
            Tile tile = TileMap.of(picture, 0, 0).tile(0, 0);
            made[i] = new Step.Pixels(tile, mode, OPACITY, null);
            images[i] = new BufferedImage(Tile.SIZE, Tile.SIZE, BufferedImage.TYPE_INT_ARGB);
            images[i].setRGB(0, 0, Tile.SIZE, Tile.SIZE, tile.pixels(), 0, Tile.SIZE);
        }
        steps = List.of(made);
    }

    @Benchmark
    public int[] ours() {
        painter.paint(
                steps,
                0,
                new IntRect(0, 0, Tile.SIZE, Tile.SIZE),
                (lanes, from, x, y, count) -> lanes.writePremultiplied(from, pixels, (y << Tile.SHIFT) + x, count));
        return pixels;
    }

    @Benchmark
    public BufferedImage java2d() {
        Graphics2D graphics = target.createGraphics();
        graphics.setComposite(AlphaComposite.Clear);
        graphics.fillRect(0, 0, Tile.SIZE, Tile.SIZE);
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, OPACITY));
        for (BufferedImage image : images) {
            graphics.drawImage(image, 0, 0, null);
        }
        graphics.dispose();
        return target;
    }
}
