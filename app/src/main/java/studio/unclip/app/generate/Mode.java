package studio.unclip.app.generate;

/** What the window is set to do with the prompt: one at a time, chosen in the mode bar. */
public enum Mode {
    GENERATE("Generate", "Generate"),
    INPAINT("Inpaint", "Inpaint"),
    EXPAND("Expand", "Expand"),
    VARY("Vary", "Vary"),
    REFINE("Refine", "Refine"),
    TEXT_DIFF("Text diff", "Apply"),
    MIX("Mix", "Mix");

    private final String title;
    private final String verb;

    Mode(String title, String verb) {
        this.title = title;
        this.verb = verb;
    }

    /** In the mode bar. */
    public String title() {
        return title;
    }

    /** On the button that does it. */
    public String verb() {
        return verb;
    }

    /** In which an operation is asked for: see {@link studio.unclip.inference.api.ImageRequest#operation}. */
    public static Mode ofOperation(String operation) {
        return switch (operation) {
            case "inpaint" -> INPAINT;
            case "expand" -> EXPAND;
            case "vary" -> VARY;
            case "refine" -> REFINE;
            case "diff" -> TEXT_DIFF;
            case "mix" -> MIX;
            default -> GENERATE;
        };
    }
}
