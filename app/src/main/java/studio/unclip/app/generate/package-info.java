/**
 * From a prompt to a place in the document: the engine as the window sees it, and where results land.
 *
 * <p>Uses the engine's port and the editor, no controls. Start reading at {@link
 * studio.unclip.app.generate.EngineStart} (which opens the pack) and {@link studio.unclip.app.generate.ResultTarget}
 * (which puts a candidate on the canvas).
 */
package studio.unclip.app.generate;
