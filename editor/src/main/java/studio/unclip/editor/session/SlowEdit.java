package studio.unclip.editor.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.EditRefusedException;

/**
 * An edit computed off the session's thread. It lands between gestures, never inside one; if the document has changed by
 * then it is computed anew, and gestures that begin meanwhile wait for it.
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
        // Cancelled on any thread, too.
        CompletableFuture<EditOutcome> _ = outcome.whenComplete((landed, failure) ->
                options.sessionThread().execute(() -> session.rightOfWay().end(this)));
        return outcome;
    }

    private void submit() {
        Document from = session.history().current().document();
        try {
            options.worker().execute(() -> compute(from));
        } catch (RejectedExecutionException e) {
            outcome.completeExceptionally(e);
        }
    }

    /** On the worker; whatever comes of it is told on the session's thread. */
    private void compute(Document from) {
        if (outcome.isDone()) {
            return;
        }
        Runnable then;
        try {
            Document changed = edit.apply(from);
            then = () -> land(from, () -> session.land(changed, label, recipe));
        } catch (EditRefusedException e) {
            then = () -> land(from, () -> new EditOutcome.Refused(e.refusal()));
        } catch (RuntimeException | Error e) {
            then = () -> outcome.completeExceptionally(e);
        }
        options.sessionThread().execute(then);
    }

    @SuppressWarnings("ReferenceEquality") // the very document it was computed from
    private void land(Document from, Supplier<EditOutcome> finish) {
        if (outcome.isDone()) {
            return;
        }
        if (session.inGesture()) {
            session.whenIdle(() -> land(from, finish));
        } else if (session.history().current().document() != from) {
            session.rightOfWay().give(this);
            submit();
        } else {
            outcome.complete(finish.get());
        }
    }
}
