package studio.unclip.app.panel.mode;

/** How much a mode wants a prompt. */
public enum PromptUse {
    /** Nothing can be asked without one. */
    NEEDED,
    /** Without one the picture says enough. */
    OPTIONAL,
    /** There is no place for one. */
    NONE
}
