package studio.unclip.app.workspace;

import java.time.Instant;
import java.time.InstantSource;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.session.SessionOptions;

/** Workspaces for tests: everything happens at once, on the calling thread. */
public final class Workspaces {
    private Workspaces() {}

    public static Workspace empty(int width, int height) {
        return new Workspace(
                new IntSize(width, height),
                new SessionOptions(Runnable::run, Runnable::run, InstantSource.fixed(Instant.EPOCH)));
    }
}
