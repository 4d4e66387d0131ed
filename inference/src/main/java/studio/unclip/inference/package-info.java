/** Placeholder. */
package studio.unclip.inference;
