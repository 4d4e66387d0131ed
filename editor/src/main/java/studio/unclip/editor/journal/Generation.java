package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.disk.FileStamp;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.file.state.StateFileSink;
import studio.unclip.editor.file.state.StateWriter;

/** One journal file being written. Confined to one thread. */
final class Generation implements AutoCloseable {
    /** Beyond this many changed tiles (32 MB), packing takes longer than writing them as they are. */
    private static final int FAST_TILES = 128;

    /** How far a generation may grow beyond three times its first state before a new one is begun. */
    private static final long GROWTH = 256L << 20;

    private final Disk disk;
    private final Path folder;
    private final long number;
    private final Disk.File file;
    private final StateFileSink sink;
    private final StateWriter writer;
    private long firstSize = -1;

    /**
     * Begins a generation. It counts once {@link #write} has returned.
     *
     * @param base the file it may lean on; a copy is made, unless the file has changed since
     */
    Generation(Disk disk, Path folder, long number, Optional<Path> document, String title, Optional<SavedForm> base)
            throws IOException {
        this.disk = disk;
        this.folder = folder;
        this.number = number;
        String copy = "base-" + number + ".ora";
        boolean leans = base.isPresent() && copyOf(base.get().stamp(), folder.resolve(copy));
        file = disk.create(folder.resolve(JournalFolder.name(number)));
        sink = new StateFileSink(file);
        writer = new StateWriter(sink);
        writer.journalHead(new JournalHead(document, title, leans ? Optional.of(copy) : Optional.empty()).toBytes());
        if (leans) {
            writer.base(base.get().document());
        }
    }

    /** Whether the copy holds the bytes the stamp was made of. */
    private boolean copyOf(FileStamp stamp, Path copy) throws IOException {
        if (!stamp.isFresh()) {
            return false;
        }
        try (FileChannel from = FileChannel.open(stamp.file(), StandardOpenOption.READ);
                Disk.File to = disk.create(copy)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.force();
        }
        if (stamp.isFresh()) {
            return true;
        }
        disk.delete(copy);
        return false;
    }

    /** Returns when the state is on the disk. */
    void write(Document document, Revision revision) throws IOException {
        boolean fast = writer.changedTiles(document) > FAST_TILES;
        writer.revision(revision, writer.document(document, fast));
        sink.force();
        if (firstSize < 0) {
            firstSize = sink.size();
            disk.forceFolder(folder);
        }
    }

    /** Whether a fresh generation would be much smaller. */
    boolean isOvergrown() {
        return sink.size() > 3 * firstSize + GROWTH;
    }

    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
