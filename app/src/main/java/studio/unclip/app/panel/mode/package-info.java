/**
 * What the window can do with a prompt and the picture on the canvas: the bar in which a mode is chosen, and for each mode
 * what it needs beside the prompt.
 *
 * <p>View models know no control and no scene. Start reading at {@link studio.unclip.app.panel.mode.ModesViewModel} and
 * {@link studio.unclip.app.panel.mode.ModeForm}.
 */
package studio.unclip.app.panel.mode;
