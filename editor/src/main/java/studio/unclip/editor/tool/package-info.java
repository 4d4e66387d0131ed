/**
 * Tools as pure state machines: an immutable {@link studio.unclip.editor.tool.Tool} is its own state, and {@code next}
 * gives the tool after an event and what shall be done. May use {@code geom, pixel, document, mask, paint, edit,
 * render}.
 */
package studio.unclip.editor.tool;
