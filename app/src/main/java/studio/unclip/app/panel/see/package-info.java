/**
 * What CLIP sees: which of the pack's words fit the canvas or what is selected of it, captions, and what changed between
 * two states. Looked at only when asked.
 *
 * <p>View models know no control and no scene. Start reading at {@link studio.unclip.app.panel.see.SeeViewModel}.
 */
package studio.unclip.app.panel.see;
