package studio.unclip.app.export;

/** What is written about a picture into its file. */
public enum Metadata {
    /** The recipe, the prompt as a description, and the mark of a generated picture. */
    RECIPE,
    /** Only the mark of a generated picture: no prompt, no settings. For sharing. */
    MARK_ONLY,
    /** Nothing. */
    NONE
}
