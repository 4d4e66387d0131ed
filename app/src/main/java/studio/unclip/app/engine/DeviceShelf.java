package studio.unclip.app.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import studio.unclip.inference.onnx.WebGpuPlugin;

/** The devices of this machine, and what a person adds for them. May take a second; loads the engine's runtime. */
public final class DeviceShelf {
    private final PlatformFolders folders;
    private final WebGpuPlugin plugin;

    /** @param folders the person's; what is added is kept in their data folder */
    public DeviceShelf(PlatformFolders folders) {
        this.folders = folders;
        this.plugin = new WebGpuPlugin(folders.devices());
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

    /** What was given is not the plug-in; the message is a sentence for a person. */
    public static final class RefusedFileException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedFileException(WebGpuPlugin.RefusedException why) {
            super(why.getMessage(), why);
        }
    }

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
     * Takes the WebGPU plug-in out of its wheel.
     *
     * @return where it is kept
     * @throws RefusedFileException if it is another file; all is as it was then
     * @throws IOException if the disk refuses
     */
    public Path add(Path wheel) throws RefusedFileException, IOException {
        try {
            return plugin.add(wheel);
        } catch (WebGpuPlugin.RefusedException e) {
            throw new RefusedFileException(e);
        }
    }

    /**
     * Deletes the WebGPU plug-in.
     *
     * @return whether there was one
     * @throws IOException if the disk refuses, or a process uses it
     */
    public boolean remove() throws IOException {
        return plugin.remove();
    }

    private static OptionalLong memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? OptionalLong.of(system.getTotalMemorySize())
                : OptionalLong.empty();
    }
}
