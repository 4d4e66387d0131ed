/**
 * The history panel: the states the document went through, each with its picture; a click goes there.
 *
 * <p>View models know no control and no scene. Start reading at {@link
 * studio.unclip.app.panel.history.HistoryViewModel}.
 */
package studio.unclip.app.panel.history;
