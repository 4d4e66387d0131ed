package studio.unclip.inference.api;

/**
 * A device the model can run on.
 *
 * @param id for settings and the command line: {@code cpu}, {@code cuda:0}, …
 * @param name for people
 * @param memoryBytes what a run may use on it
 */
public record DeviceInfo(String id, String name, long memoryBytes) {}
