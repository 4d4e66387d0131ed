package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The document is being edited by another instance of the studio, or twice by this one. */
public final class DocumentInUseException extends IOException {
    private static final long serialVersionUID = 1;

    DocumentInUseException(Path document) {
        super(document.getFileName() + " is open in another window. Close it there, or open a copy.");
    }
}
