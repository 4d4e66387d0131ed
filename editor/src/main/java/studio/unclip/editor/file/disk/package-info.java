/**
 * Bytes on a disk: names that change in one step ({@link studio.unclip.editor.file.disk.AtomicFile}), the few doings
 * that survive a power cut ({@link studio.unclip.editor.file.disk.Disk}), files put together from pieces. May use
 * {@code file}.
 */
package studio.unclip.editor.file.disk;
