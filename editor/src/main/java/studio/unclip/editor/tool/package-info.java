/**
 * Tools as pure state machines: {@code next(state, event, view) -> (state, effects)}. Start at {@code
 * Tool}. May use everything but {@code history} and {@code session}.
 */
package studio.unclip.editor.tool;
