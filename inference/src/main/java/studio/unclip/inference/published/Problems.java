package studio.unclip.inference.published;

import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;

/** What can be wrong with published folders, with the advice that helps. */
final class Problems {
    private Problems() {}

    /** Something is not there, or there only in part. */
    static PackException incomplete(String name, String what) {
        return new PackException(
                new PackProblem.Damaged(name, what, "Download it again or to its end, then install again"));
    }

    /** Complete, and not what this studio has graphs for. */
    static PackException other(String name, String what) {
        return new PackException(new PackProblem.Unsupported(
                name, what, "Install the files as they were published, or convert them with modelkit"));
    }

    static PackException hostile(String name, String what) {
        return new PackException(
                new PackProblem.Hostile(name, what, "Do not use this folder; get one from a source you trust"));
    }

    static PackException missing(String name, String what, String todo) {
        return new PackException(new PackProblem.Missing(name, what, todo));
    }
}
