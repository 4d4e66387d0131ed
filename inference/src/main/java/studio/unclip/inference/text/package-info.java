/**
 * From a prompt to token ids, and which of its words a pack knows. Pure; uses the JDK.
 * Start reading at {@link studio.unclip.inference.text.ClipTokenizer}.
 */
package studio.unclip.inference.text;
