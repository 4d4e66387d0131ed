package studio.unclip.app.settings;

/** Which colours the window has. */
public enum Theme {
    /** As the desktop is set. */
    SYSTEM,
    LIGHT,
    DARK
}
