/**
 * Where a model looks at a picture that is not of its own size: which square, read at which scale, and laid back how.
 * Pure, but for reading pictures by region. Start at {@link studio.unclip.inference.frame.Frame}.
 */
package studio.unclip.inference.frame;
