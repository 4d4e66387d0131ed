/**
 * The layers panel: what the picture is made of, top first, and everything that can be done with it.
 *
 * <p>View models know no control and no scene. Start reading at {@link studio.unclip.app.panel.layers.LayersViewModel}.
 */
package studio.unclip.app.panel.layers;
