package studio.unclip.app.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import studio.unclip.app.platform.GraphicsCards;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.onnx.DeviceSurvey;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.onnx.RuntimeFolder;
import studio.unclip.inference.onnx.WebGpuPlugin;

/** The devices of this machine, and what a person adds for them. May take a second; loads the engine's runtime. */
public final class DeviceShelf {
    private final PlatformFolders folders;
    private final WebGpuPlugin plugin;
    private final RuntimeFolder runtime;

    /** @param folders the person's; what is added is kept in their data folder */
    public DeviceShelf(PlatformFolders folders) {
        this.folders = folders;
        this.plugin = EngineDevices.plugin(folders);
        this.runtime = EngineDevices.added(folders);
    }

    /**
     * One kind of device.
     *
     * @param id as {@code --device} takes it
     * @param usable whether a run can be made on it
     * @param name of what was found; may be empty
     * @param provider by which it is used
     * @param missing what is missing and what to do; empty where it is usable
     */
    public record Row(String id, boolean usable, String name, String provider, String missing) {}

    /**
     * All there is to know.
     *
     * @param rows every kind of device
     * @param auto the id of the one that {@code auto} takes
     * @param cards graphics cards that the system tells of
     * @param memoryBytes the machine's
     */
    public record State(List<Row> rows, String auto, List<GraphicsCards.Card> cards, OptionalLong memoryBytes) {}

    /** What was given can not be used; the message is a sentence or two for a person. */
    public static final class RefusedFileException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedFileException(Exception why) {
            super(why.getMessage(), why);
        }
    }

    /**
     * What was added.
     *
     * @param id {@value #PLUGIN} or {@value #RUNTIME}
     * @param where it is kept, or stays
     * @param providers of a runtime: on what it can run graphs, as it names it
     */
    public record Added(String id, Path where, List<String> providers) {}

    /** The plug-in for graphics cards of all makers. */
    public static final String PLUGIN = "webgpu";

    /** ONNX Runtime's libraries in place of our own. */
    public static final String RUNTIME = "runtime";

    /** @throws GenerationException if the engine's runtime cannot be loaded here */
    public State look() {
        try {
            DeviceSurvey survey = EngineDevices.survey(folders);
            List<Row> rows = new ArrayList<>();
            for (DeviceSurvey.Finding finding : survey.all()) {
                rows.add(
                        new Row(finding.id(), finding.usable(), finding.name(), finding.provider(), finding.missing()));
            }
            return new State(rows, survey.best().id(), new GraphicsCards().find(), memory());
        } catch (InferenceException e) {
            throw new GenerationException(new JobFailure.DeviceFailed(e.getMessage()), e);
        }
    }

    /**
     * Takes the WebGPU plug-in out of its wheel, or a folder with ONNX Runtime's libraries for what it is.
     *
     * @param given the wheel, or the folder
     * @throws RefusedFileException if it cannot be used here; all is as it was then
     * @throws IOException if the disk refuses
     */
    public Added add(Path given) throws RefusedFileException, IOException {
        try {
            if (Files.isDirectory(given)) {
                return new Added(RUNTIME, given.toAbsolutePath().normalize(), runtime.add(given));
            }
            return new Added(PLUGIN, plugin.add(given).getParent(), List.of());
        } catch (WebGpuPlugin.RefusedException | RuntimeFolder.RefusedException e) {
            throw new RefusedFileException(e);
        }
    }

    /**
     * Deletes the WebGPU plug-in, and forgets the folder of libraries.
     *
     * @return ids of what there was
     * @throws IOException if the disk refuses, or a process uses it
     */
    public List<String> remove() throws IOException {
        List<String> removed = new ArrayList<>();
        if (runtime.remove()) {
            removed.add(RUNTIME);
        }
        if (plugin.remove()) {
            removed.add(PLUGIN);
        }
        return removed;
    }

    private static OptionalLong memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? OptionalLong.of(system.getTotalMemorySize())
                : OptionalLong.empty();
    }
}
