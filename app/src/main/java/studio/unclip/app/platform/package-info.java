/**
 * What the program knows about the machine it runs on: where its folders are, where packs lie, where the log goes.
 *
 * <p>Knows no window and no engine, so that the command line can use it without loading a JavaFX class. Start reading at
 * {@link studio.unclip.app.platform.PlatformFolders}.
 */
package studio.unclip.app.platform;
