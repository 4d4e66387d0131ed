package studio.unclip.app.engine;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import studio.unclip.app.platform.LogFile;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.worker.WorkerServer;

/** The program of the process that the engine has of its own; {@link WorkerGeneratorOpener} starts it. */
final class WorkerMain {
    private WorkerMain() {}

    /** Serves until the parent is gone. */
    public static void main(String[] arguments) {
        InputStream in = System.in;
        PrintStream wire = System.out;
        // What anything prints goes to the parent's log and not between our messages.
        System.setOut(System.err);
        LogFile.toStderr();
        WorkerServer.serve(in, wire, WorkerMain::open);
    }

    private static ImageGenerator open(Map<String, String> words) {
        EngineSettings settings = EngineSettings.of(words);
        try {
            PackShelf shelf = new PackShelf(settings.packs(), settings.folders());
            return open(settings, new LocalGeneratorOpener(shelf, settings.folders(), settings.thrift()));
        } catch (PackException e) {
            // The parent has opened it before, so it has changed since.
            String name = settings.pack().getFileName().toString();
            throw new GenerationException(
                    new JobFailure.PackDamaged(name, e.problem().message()), e);
        }
    }

    /** A device that is gone is no reason to make no pictures: the window says that they come from the CPU. */
    private static ImageGenerator open(EngineSettings settings, LocalGeneratorOpener opener) throws PackException {
        if (settings.note().isPresent()) {
            return opener.openOnCpu(
                    settings.pack(), settings.device(), settings.note().get());
        }
        try {
            return opener.open(settings.pack(), settings.device());
        } catch (NoSuchDeviceException e) {
            return opener.openOnCpu(
                    settings.pack(), settings.device(), e.getMessage() + " Pictures are made on the CPU.");
        }
    }
}
