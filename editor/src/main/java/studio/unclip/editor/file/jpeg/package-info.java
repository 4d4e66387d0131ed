/**
 * JPEG: a file is walked through before anything is decoded, then TwelveMonkeys' decoder reads it; written by the JDK's.
 * May use {@code file, file.flat}, {@code java.desktop}'s image readers and writers, TwelveMonkeys.
 */
package studio.unclip.editor.file.jpeg;
