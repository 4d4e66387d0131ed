/**
 * Documents made visible. Start at {@link studio.unclip.editor.render.Compositor}. May use {@code geom, pixel,
 * document}.
 */
package studio.unclip.editor.render;
