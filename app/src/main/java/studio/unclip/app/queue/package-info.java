/**
 * The queue of the window: it owns what was asked for, one thing after the other, and every panel only shows it.
 *
 * <p>Knows no control and no scene. Start reading at {@link studio.unclip.app.queue.AskQueue}.
 */
package studio.unclip.app.queue;
