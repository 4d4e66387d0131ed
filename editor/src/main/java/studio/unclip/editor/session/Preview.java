package studio.unclip.editor.session;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.EditRefusedException;

/**
 * An edit that is shown but not made: a stroke that goes on, a slider that is dragged. The history knows nothing of it
 * until it is kept; given up, it never happened.
 *
 * @param before the document without it
 */
record Preview(Document before, Edit edit) {
    /**
     * What is shown.
     *
     * @throws EditRefusedException if the document does not allow the edit
     */
    Document document() {
        return edit.apply(before);
    }
}
