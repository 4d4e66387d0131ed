package studio.unclip.app.shell;

/**
 * One line for a person about something that happened.
 *
 * @param text what happened, and what to do if there is something to do
 * @param problem whether it stays until it is dismissed
 */
public record Notice(String text, boolean problem) {}
