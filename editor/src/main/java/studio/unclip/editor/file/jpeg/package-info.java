/**
 * JPEG: its segments looked at before anything is decoded, then TwelveMonkeys' decoder. May use {@code geom}, {@code
 * file, file.flat}, {@code java.desktop}'s image readers.
 */
package studio.unclip.editor.file.jpeg;
