/**
 * What persists between runs: the theme, the window's place, the last folder. Knows no control.
 *
 * <p>Start reading at {@link studio.unclip.app.settings.Settings}.
 */
package studio.unclip.app.settings;
