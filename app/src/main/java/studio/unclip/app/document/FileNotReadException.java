package studio.unclip.app.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.journal.DocumentInUseException;

/** Why a file was not read: a sentence that names it, for whoever asked for it. */
final class FileNotReadException extends Exception {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(FileNotReadException.class);

    private FileNotReadException(String why) {
        super(why);
    }

    /** Reads from a disk. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /** Reads; whatever goes wrong is one sentence that names the file. Any thread. */
    static <T> T guarded(Path file, Reading<T> reading) throws FileNotReadException {
        try {
            return reading.read();
        } catch (DocumentInUseException e) {
            throw new FileNotReadException(e.getMessage());
        } catch (FileProblem e) {
            LOG.info("a file was not read", e);
            throw new FileNotReadException(notOpened(file, e.getMessage()));
        } catch (IOException e) {
            LOG.warn("a file was not read", e);
            String why = Files.exists(file) ? "it cannot be read (" + e.getMessage() + ")" : "there is no such file";
            throw new FileNotReadException(notOpened(file, why));
        } catch (OutOfMemoryError e) {
            LOG.error("a file was not read", e);
            throw new FileNotReadException(notOpened(file, "there is not enough memory for it"));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a file was not read", e);
            throw new FileNotReadException(notOpened(file, "a fault of the program; the log has the details"));
        }
    }

    private static String notOpened(Path file, String why) {
        String name = FileName.name(file);
        String prefix = name + ": ";
        String reason = why.startsWith(prefix) ? why.substring(prefix.length()) : why;
        return name + " was not opened: " + reason + ".";
    }
}
