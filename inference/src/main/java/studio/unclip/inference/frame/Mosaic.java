package studio.unclip.inference.frame;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;

/**
 * A picture that grows piece by piece; holds only blocks in which something lies. What was never laid is transparent, all
 * else opaque. One thread at a time.
 */
public final class Mosaic implements PictureSource {
    private static final int BLOCK = 256;

    private final int width;
    private final int height;
    private final Map<Long, byte[]> blocks = new HashMap<>();

    /** How much of a piece shows at a pixel. */
    @FunctionalInterface
    public interface Weight {
        /** All of it everywhere. */
        Weight FULL = (x, y) -> 1;

        /** @return 0 (what lies there stays) to 1; (x, y) is a pixel of the mosaic */
        float at(int x, int y);
    }

    public Mosaic(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    /**
     * Lays a piece. Where nothing lies yet, all of it shows.
     *
     * @param x where its upper left corner comes to lie
     * @param y likewise
     * @param piece opaque
     */
    public void lay(int x, int y, Picture piece, Weight weight) {
        PixelRect area = new PixelRect(x, y, piece.width(), piece.height());
        requireInside(area);
        ByteBuffer pixels = piece.rgba();
        for (int row = y; row < area.bottom(); row++) {
            for (int column = x; column < area.right(); ) {
                int run = Math.min(area.right() - column, BLOCK - column % BLOCK);
                byte[] block = blocks.computeIfAbsent(key(column, row), _ -> new byte[BLOCK * BLOCK * 4]);
                int from = ((row - y) * piece.width() + column - x) * 4;
                for (int i = 0; i < run; i++) {
                    int to = (row % BLOCK * BLOCK + column % BLOCK + i) * 4;
                    float share = block[to + 3] == 0 ? 1 : weight.at(column + i, row);
                    mix(block, to, pixels, from + i * 4, share);
                }
                column += run;
            }
        }
    }

    @Override
    public Picture read(PixelRect region) {
        requireInside(region);
        ByteBuffer rgba = ByteBuffer.allocate(Math.multiplyExact(region.width() * 4, region.height()));
        for (int y = region.y(); y < region.bottom(); y++) {
            for (int x = region.x(); x < region.right(); ) {
                int run = Math.min(region.right() - x, BLOCK - x % BLOCK);
                byte[] block = blocks.get(key(x, y));
                int to = ((y - region.y()) * region.width() + x - region.x()) * 4;
                if (block != null) {
                    rgba.put(to, block, (y % BLOCK * BLOCK + x % BLOCK) * 4, run * 4);
                }
                x += run;
            }
        }
        return Picture.sharing(region.width(), region.height(), rgba);
    }

    private static void mix(byte[] block, int to, ByteBuffer pixels, int from, float share) {
        for (int c = 0; c < 3; c++) {
            float old = block[to + c] & 0xff;
            block[to + c] = (byte) Math.rint(old + share * ((pixels.get(from + c) & 0xff) - old));
        }
        block[to + 3] = (byte) 255;
    }

    private static long key(int x, int y) {
        return (long) (y / BLOCK) << 32 | (x / BLOCK);
    }
}
