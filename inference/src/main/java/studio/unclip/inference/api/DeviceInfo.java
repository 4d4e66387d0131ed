package studio.unclip.inference.api;

import java.util.Optional;

/**
 * A device the model can run on.
 *
 * @param id for settings and the command line: {@code cpu}, {@code webgpu}, {@code cuda}, {@code directml}
 * @param name for people
 * @param memoryBytes what a run may use on it; where it is a graphics card, of the machine's own memory
 * @param note what a person is to know of it, a sentence or two: that another device failed and this one took its place
 */
public record DeviceInfo(String id, String name, long memoryBytes, Optional<String> note) {

    /** One of which there is nothing to say. */
    public DeviceInfo(String id, String name, long memoryBytes) {
        this(id, name, memoryBytes, Optional.empty());
    }
}
