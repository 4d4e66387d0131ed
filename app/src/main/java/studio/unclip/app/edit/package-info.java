/**
 * Documents as the engine reads them, and what it gives back laid into them; shared by the command line and the window,
 * without JavaFX. Start at {@link studio.unclip.app.edit.Landing}.
 */
package studio.unclip.app.edit;
