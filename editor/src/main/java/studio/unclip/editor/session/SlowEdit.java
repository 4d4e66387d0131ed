package studio.unclip.editor.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.EditRefusedException;

/**
 * An edit computed off the session's thread. It lands between gestures, never inside one; if the document has changed by
 * then it is computed anew.
 */
final class SlowEdit {
    private final EditorSession session;
    private final SessionOptions options;
    private final Edit edit;
    private final String label;
    private final Optional<String> recipe;
    private final CompletableFuture<EditOutcome> outcome = new CompletableFuture<>();

    SlowEdit(EditorSession session, SessionOptions options, Edit edit, String label, Optional<String> recipe) {
        this.session = session;
        this.options = options;
        this.edit = edit;
        this.label = label;
        this.recipe = recipe;
    }

    CompletableFuture<EditOutcome> start() {
        submit();
        return outcome;
    }

    private void submit() {
        Document from = session.history().current().document();
        options.worker().execute(() -> compute(from));
    }

    private void compute(Document from) {
        if (outcome.isDone()) {
            return;
        }
        try {
            Document changed = edit.apply(from);
            options.sessionThread().execute(() -> land(from, changed));
        } catch (EditRefusedException e) {
            options.sessionThread().execute(() -> outcome.complete(new EditOutcome.Refused(e.refusal())));
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very document it was computed from
    private void land(Document from, Document changed) {
        if (outcome.isDone()) {
            return;
        }
        if (session.isBusy()) {
            session.whenIdle(() -> land(from, changed));
        } else if (session.history().current().document() != from) {
            submit();
        } else {
            outcome.complete(session.land(changed, label, recipe));
        }
    }
}
