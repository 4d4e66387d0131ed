package studio.unclip.editor.file.flat;

import java.io.IOException;

/** Takes a decoded picture row by row. */
public interface RowSink {
    /** Called once, before the first row; the size has been checked. */
    void start(int width, int height) throws IOException;

    /**
     * @param y rows come from the top, each once
     * @param argb {@code 0xAARRGGBB}, straight alpha; reused for the next row
     */
    void row(int y, int[] argb) throws IOException;
}
