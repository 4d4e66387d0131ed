/**
 * Which tool is chosen and how it is set, for the canvas and the panels that show it. Knows no scene.
 *
 * <p>Start reading at {@link studio.unclip.app.tool.ToolBox}.
 */
package studio.unclip.app.tool;
