/**
 * Pixels in tiles that documents share. Start at {@link studio.unclip.editor.pixel.TileMap} (colour) and {@link
 * studio.unclip.editor.pixel.MaskMap} (8-bit masks); {@link studio.unclip.editor.pixel.Raster} is the plain picture
 * exchanged with files and the engine. May use {@code geom} only.
 *
 * <p>Colour is sRGB, 8 bits a channel, straight alpha, packed as {@code 0xAARRGGBB}; the colour of pixels with alpha 0
 * is kept. A tile's contents never change; where they lie (heap or spill file) may.
 */
package studio.unclip.editor.pixel;
