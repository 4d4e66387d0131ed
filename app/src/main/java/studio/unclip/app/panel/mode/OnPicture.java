package studio.unclip.app.panel.mode;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import studio.unclip.app.workspace.Workspace;

/** What all modes that work on a picture have in common. */
final class OnPicture {
    private static final String NO_PICTURE = "There is no picture yet: generate one, or open one.";

    private OnPicture() {}

    /** Says that there is no picture, while there is none. */
    static StringBinding missing(Workspace workspace) {
        return Bindings.when(workspace.empty()).then(NO_PICTURE).otherwise("");
    }
}
