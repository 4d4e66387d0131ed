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

    /**
     * A copy of a saved file that generations lean on.
     *
     * @param of the file as it was copied
     * @param name in the journal's folder
     */
    record BaseCopy(SavedForm of, String name) {
        /**
         * @param number names the copy
         * @return empty if the file is no longer the one that was saved
         * @throws IOException if it cannot be copied; nothing is left of it
         */
        static Optional<BaseCopy> make(Disk disk, JournalFolder folder, long number, SavedForm form)
                throws IOException {
            if (!form.stamp().isFresh()) {
                return Optional.empty();
            }
            String name = JournalFolder.base(number);
            Path copy = folder.path().resolve(name);
            boolean whole = false;
            try {
                copy(disk, form.stamp(), copy);
                whole = form.stamp().isFresh();
            } finally {
                if (!whole) {
                    disk.delete(copy);
                }
            }
            return whole ? Optional.of(new BaseCopy(form, name)) : Optional.empty();
        }

        private static void copy(Disk disk, FileStamp stamp, Path copy) throws IOException {
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
        }
    }

    private final Disk disk;
    private final JournalFolder folder;
    private final long number;
    private final Optional<BaseCopy> base;
    private final Disk.File file;
    private final StateFileSink sink;
    private final StateWriter writer;
    private long firstSize = -1;
    private long goodSize;

    private Generation(Disk disk, JournalFolder folder, long number, Optional<BaseCopy> base) throws IOException {
        this.disk = disk;
        this.folder = folder;
        this.number = number;
        this.base = base;
        this.file = disk.create(path());
        this.sink = new StateFileSink(file);
        this.writer = new StateWriter(sink);
    }

    /**
     * Begins a generation with its first state; when this returns, both are on the disk.
     *
     * @param document the file that is edited; empty while it has no name
     * @param base what the generation leans on
     * @throws IOException if the disk refuses; nothing of the generation is left then
     */
    static Generation begin(
            Disk disk,
            JournalFolder folder,
            long number,
            Optional<Path> document,
            String title,
            Optional<BaseCopy> base,
            Document state,
            Revision revision)
            throws IOException {
        Generation generation = new Generation(disk, folder, number, base);
        boolean begun = false;
        try {
            generation.writer.journalHead(new JournalHead(document, title, base.map(BaseCopy::name)).toBytes());
            if (base.isPresent()) {
                generation.writer.base(base.get().of().document());
            }
            generation.write(state, revision);
            begun = true;
            return generation;
        } finally {
            if (!begun) {
                generation.remove();
            }
        }
    }

    private Path path() {
        return folder.path().resolve(JournalFolder.generation(number));
    }

    /** Returns when the state is on the disk. After a failure nothing more can be written, only {@link #giveUp}. */
    void write(Document document, Revision revision) throws IOException {
        boolean fast = writer.changedTiles(document) > FAST_TILES;
        writer.revision(revision, writer.document(document, fast));
        sink.force();
        goodSize = sink.size();
        if (firstSize < 0) {
            firstSize = goodSize;
            disk.forceFolder(folder.path());
        }
    }

    /** Whether a fresh generation would be much smaller. */
    boolean isOvergrown() {
        return sink.size() > 3 * firstSize + GROWTH;
    }

    /** Removes every other generation, and the copies that they leant on. */
    void replaceOthers() throws IOException {
        folder.keepOnly(number, base.map(BaseCopy::name));
    }

    /** Ends it after a state that could not be written: the states before stay, and the room of the torn one is freed. */
    void giveUp() throws IOException {
        try (file) {
            file.truncate(goodSize);
        }
    }

    private void remove() throws IOException {
        try (file) {
            disk.delete(path()); // also while it is open, but not on Windows
        } finally {
            disk.delete(path());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
