/**
 * The column of panels at the right of the window: each has a title that folds it, the column as a whole folds to a rail.
 * Knows no panel.
 *
 * <p>Start reading at {@link studio.unclip.app.dock.DockModel}.
 */
package studio.unclip.app.dock;
