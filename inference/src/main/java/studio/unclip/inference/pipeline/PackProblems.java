package studio.unclip.inference.pipeline;

import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;

/** Problems of packs that only show when the engine uses them. */
final class PackProblems {
    private PackProblems() {}

    /** The pack is sound but asks for something this engine does not know. */
    static PackException unusable(String pack, IllegalArgumentException cause) {
        return new PackException(
                new PackProblem.Unsupported(
                        pack, cause.getMessage(), "Use a newer version of the studio, or a pack made for this one"),
                cause);
    }
}
