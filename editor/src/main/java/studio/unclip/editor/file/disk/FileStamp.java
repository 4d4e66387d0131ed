package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * How a file looked from outside: enough to see that another program has written it since.
 *
 * @param file its name
 * @param size in bytes
 * @param time last written
 */
public record FileStamp(Path file, long size, FileTime time) {

    /** @throws IOException if there is no such file */
    public static FileStamp of(Path file) throws IOException {
        Path real = file.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new FileStamp(real, attributes.size(), attributes.lastModifiedTime());
    }

    /** Whether the file is still the one that was stamped. */
    public boolean isFresh() {
        try {
            return equals(of(file));
        } catch (IOException e) {
            return false;
        }
    }
}
