/**
 * What the program knows about the machine it runs on: where its folders are, which packs lie there, where the log goes.
 *
 * <p>Knows no window and no pipeline (of the engine only packs on disk), so that the command line can use it without
 * loading a JavaFX class. Start reading at {@link studio.unclip.app.platform.PlatformFolders}, then {@link
 * studio.unclip.app.platform.PackShelf}.
 */
package studio.unclip.app.platform;
