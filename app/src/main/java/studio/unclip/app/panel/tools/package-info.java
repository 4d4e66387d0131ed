/** The tools beside the canvas and the settings of the one in the hand; what they do is {@link studio.unclip.app.tool}. */
package studio.unclip.app.panel.tools;
