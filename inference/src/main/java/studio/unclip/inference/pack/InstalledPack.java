package studio.unclip.inference.pack;

/** An entry of the store's list. */
public sealed interface InstalledPack {

    /** The pack's id, which is its folder's name. */
    String id();

    /**
     * A pack whose manifest can be read and whose files are as they were when last checked.
     *
     * @param id its id
     * @param manifest what it says
     * @param checked false if it has never been checked fully; the first opening will
     */
    record Usable(String id, PackManifest manifest, boolean checked) implements InstalledPack {}

    /**
     * A pack that cannot be used.
     *
     * @param id its id
     * @param problem why
     */
    record Broken(String id, PackProblem problem) implements InstalledPack {}
}
