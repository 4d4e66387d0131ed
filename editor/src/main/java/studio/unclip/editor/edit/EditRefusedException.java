package studio.unclip.editor.edit;

/** Thrown by {@link Edit#apply} when the document does not allow the edit; the session turns it into a value. */
public final class EditRefusedException extends RuntimeException {
    private final Refusal refusal;

    public EditRefusedException(Refusal refusal) {
        super(refusal.sentence());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
