package studio.unclip.app.export;

import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Picture;

/** Reads back what was written, for tests to compare with what was made. */
public final class PictureReader {
    private PictureReader() {}

    public static Picture read(Path file) throws FileProblem {
        Raster raster = new PictureFiles(ForkJoinPool.commonPool(), Limits.standard())
                .read(file, Watcher.none())
                .raster();
        return Picture.of(raster.width(), raster.height(), raster.toRgba());
    }
}
