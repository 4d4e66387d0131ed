package studio.unclip.app.cli;

import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Picture;

/** Pictures a person gives a command to look at, read as the studio reads them; what was changed on the way is said. */
final class InputPictures {
    private final CommandLineHost host;
    private final boolean quiet;
    private final PictureFiles files = new PictureFiles(ForkJoinPool.commonPool(), Limits.standard());

    InputPictures(CommandLineHost host, ReportOptions report) {
        this.host = host;
        this.quiet = report.quiet;
    }

    /**
     * @param image as the person gave it
     * @throws FileProblem if it cannot be read
     * @throws java.util.concurrent.CancellationException if Ctrl-C is pressed meanwhile
     */
    Picture read(Path image) throws FileProblem {
        PictureFiles.Flat flat = files.read(host.resolve(image), untilInterrupted());
        if (!quiet) {
            for (Notice notice : flat.notices()) {
                host.err().println("note: " + image + ": " + notice.words());
            }
        }
        Raster raster = flat.raster();
        return Picture.sharing(raster.width(), raster.height(), raster.rgba());
    }

    private Watcher untilInterrupted() {
        return new Watcher() {
            @Override
            public void progress(double fraction) {
                // Reading takes seconds at most.
            }

            @Override
            public boolean isCancelled() {
                return host.interruption().requested();
            }
        };
    }
}
