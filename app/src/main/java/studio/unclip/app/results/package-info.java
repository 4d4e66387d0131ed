/**
 * Every finished picture as a file of its own in the person's data folder, so that closing, a crash or another prompt loses
 * none.
 *
 * <p>Start reading at {@link studio.unclip.app.results.PictureStore}.
 */
package studio.unclip.app.results;
