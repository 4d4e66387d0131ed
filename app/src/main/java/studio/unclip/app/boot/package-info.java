/**
 * How the program starts, and the window's composition root, which builds everything by constructor.
 *
 * <p>Start reading at {@link studio.unclip.app.boot.Main}.
 */
package studio.unclip.app.boot;
