package studio.unclip.inference.worker;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.PreparedEdit;

/**
 * A prepared edit on the worker's side. Its parent asks for one thing at a time, and each question is answered once: by
 * what the edit tells, or by the question's cancel, after which the edit is of no use any more. Safe for threads.
 */
final class ServedEdit implements Consumer<EditEvent> {
    private static final UUID NO_JOB = new UUID(0, 0);

    private final Link link;
    private Optional<PreparedEdit> edit = Optional.empty();
    private Optional<Long> asked = Optional.empty();

    ServedEdit(Link link) {
        this.link = link;
    }

    /** @param id the call's */
    void prepare(long id, ImageGenerator generator, ImageRequest.TextDiff request) {
        synchronized (this) {
            asked = Optional.of(id);
        }
        PreparedEdit made = generator.prepare(request, this);
        synchronized (this) {
            edit = Optional.of(made);
        }
    }

    /** @param id the call's */
    void preview(long id, double theta) {
        PreparedEdit prepared;
        synchronized (this) {
            asked = Optional.of(id);
            prepared = edit.orElseThrow();
        }
        prepared.preview(theta);
    }

    /** Ends the question of this call and with it the edit; false if it is none of its open questions. */
    boolean cancel(long id) {
        boolean open;
        synchronized (this) {
            open = asked.equals(Optional.of(id));
        }
        if (open) {
            close();
            answer(new Message.Answer.Ended(new JobEvent.Cancelled(NO_JOB, 0)));
        }
        return open;
    }

    void close() {
        Optional<PreparedEdit> last;
        synchronized (this) {
            last = edit;
        }
        last.ifPresent(PreparedEdit::close);
    }

    @Override
    public void accept(EditEvent event) {
        switch (event) {
            case EditEvent.Prepared prepared ->
                answer(new Message.Answer.EditReady(prepared.request().from()));
            case EditEvent.Preview preview -> answer(new Message.Answer.Pixels(preview.picture()));
            case EditEvent.Setback setback -> tell(setback.what());
            case EditEvent.Failed failed -> answer(new Message.Answer.Failed(failed.failure()));
        }
    }

    /** Before the answer. */
    private void tell(JobEvent event) {
        Optional<Long> id;
        synchronized (this) {
            id = asked;
        }
        id.ifPresent(call -> link.tell(call, event));
    }

    private void answer(Message.Answer answer) {
        Optional<Long> id;
        synchronized (this) {
            id = asked;
            asked = Optional.empty();
        }
        id.ifPresent(call -> link.answer(call, answer));
    }
}
