/**
 * The main window: its parts put together, actions and their keys, saving, notices, the theme.
 *
 * <p>Start reading at {@link studio.unclip.app.shell.StudioModel} (everything but the controls), then {@link
 * studio.unclip.app.shell.MainView}.
 */
package studio.unclip.app.shell;
