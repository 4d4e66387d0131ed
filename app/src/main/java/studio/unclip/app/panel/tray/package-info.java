/**
 * The tray: the candidates of a request while they are made and after, best match first.
 *
 * <p>View models know no control and no scene. Start reading at {@link studio.unclip.app.panel.tray.TrayViewModel}, then
 * {@code TrayView}.
 */
package studio.unclip.app.panel.tray;
