/** Placeholder. */
package studio.unclip.editor;
