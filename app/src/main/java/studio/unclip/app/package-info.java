/** Placeholder. */
package studio.unclip.app;
