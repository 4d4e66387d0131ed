/**
 * The way to the engine that the window and the command line share. The only package of this module that knows how an
 * engine is made; what it hands out is the engine's port. The command line's engine is in its own process, the window's in
 * a child of it.
 *
 * <p>Knows no window, so that the command line can use it without loading a JavaFX class. Start reading at {@link
 * studio.unclip.app.engine.GeneratorOpener}.
 */
package studio.unclip.app.engine;
