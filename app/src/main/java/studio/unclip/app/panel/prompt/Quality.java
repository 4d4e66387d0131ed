package studio.unclip.app.panel.prompt;

/** How much time a picture may take, in plain words: before anybody need know of steps. */
public enum Quality {
    DRAFT("Draft", 0.6),
    NORMAL("Normal", 1),
    FINE("Fine", 2);

    private final String title;
    private final double steps;

    Quality(String title, double steps) {
        this.title = title;
        this.steps = steps;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** What the pack's own numbers of steps are multiplied by. */
    double steps() {
        return steps;
    }
}
