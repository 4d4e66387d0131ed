package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * The few things that change a disk. Everything that must survive a power cut goes through here, so that a test can
 * write down what was done and in which order, and make the disk a crash at any instant would have left.
 *
 * <p>What a disk promises: bytes are safe after {@link File#force}; a new, renamed or removed name is safe after
 * {@link #forceFolder}; everything else may be lost or reach the disk in any order.
 */
public interface Disk {

    /** A file being written. */
    interface File extends SeekableByteChannel {
        /** Returns when every byte written so far is on the disk. */
        void force() throws IOException;
    }

    /** @throws FileAlreadyExistsException if the name is taken */
    File create(Path file) throws IOException;

    /** One step: there is always a file under {@code to} once there was one. */
    void replace(Path from, Path to) throws IOException;

    /**
     * One step that fails where {@code to} is taken.
     *
     * @throws FileAlreadyExistsException if the name is taken
     */
    void takeFreeName(Path from, Path to) throws IOException;

    /** Removes a file if it is there. */
    void delete(Path file) throws IOException;

    /** Returns when names made, changed and removed in this folder are on the disk; does nothing where that cannot be. */
    void forceFolder(Path folder) throws IOException;

    /** The computer's own. */
    static Disk real() {
        return RealDisk.INSTANCE;
    }
}
