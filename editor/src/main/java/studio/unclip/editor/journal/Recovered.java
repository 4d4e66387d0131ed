package studio.unclip.editor.journal;

import java.nio.file.Path;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.state.Revision;

/**
 * Work that was not saved.
 *
 * @param document as it was a moment before the crash
 * @param revision its state
 * @param file the document's file; empty if it never had one
 * @param title what the window called it
 * @param base what the file held when editing began or after the last save: history, metadata and unknown entries of
 *     the document; empty if it was not an OpenRaster file
 * @param fileChanged whether the file is no longer the one this work was done on: show both, let the person choose
 */
public record Recovered(
        Document document,
        Revision revision,
        Optional<Path> file,
        String title,
        Optional<OraContents> base,
        boolean fileChanged) {}
