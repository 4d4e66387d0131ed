/**
 * Settings: packs, device and memory, colours. View models that know no scene, and their views.
 *
 * <p>Start reading at {@link studio.unclip.app.panel.settings.SettingsView}.
 */
package studio.unclip.app.panel.settings;
