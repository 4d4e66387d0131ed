/**
 * PNG (third edition): every kind is read, row by row; written in strips that can be packed, read and copied one by
 * one. May use {@code geom, pixel}, {@code file, file.disk, file.flat}.
 */
package studio.unclip.editor.file.png;
