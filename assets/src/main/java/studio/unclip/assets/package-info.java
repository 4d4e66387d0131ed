/** Placeholder. */
package studio.unclip.assets;
