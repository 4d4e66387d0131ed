/**
 * Strokes. Start at {@link studio.unclip.editor.paint.Brush}; a {@link studio.unclip.editor.paint.StrokeSampler} turns
 * pointer positions into {@link studio.unclip.editor.paint.Dab}s, and a {@link
 * studio.unclip.editor.paint.ColourStroke} or {@link studio.unclip.editor.paint.MaskStroke} lays them down. May use
 * {@code geom} and {@code pixel}.
 *
 * <p>Rules: dabs gather in 16 bits of coverage, beside the pixels; pixels are computed from the untouched base and the
 * gathered coverage, rounded once. However often a stroke crosses itself, its coverage at a pixel never exceeds that of
 * the strongest dab there, so a stroke never darkens itself.
 */
package studio.unclip.editor.paint;
