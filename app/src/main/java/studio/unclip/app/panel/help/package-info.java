/**
 * The guide in a window of its own: docs/guide.md, which the build packs with its pictures, read by {@link
 * studio.unclip.app.panel.help.GuideParser} and shown without a browser or a network. Start with {@link
 * studio.unclip.app.panel.help.GuideView}.
 */
package studio.unclip.app.panel.help;
