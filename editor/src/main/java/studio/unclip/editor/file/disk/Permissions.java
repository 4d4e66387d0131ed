package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Who may do what with a file. */
final class Permissions {
    private Permissions() {}

    /**
     * Whether a file is there and may not be written to. Renaming over it would not ask; and to the system's
     * administrator every file seems writable, so a file that nobody may write to counts as read-only for all.
     */
    static boolean isReadOnly(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            Set<PosixFilePermission> permissions = view.readAttributes().permissions();
            if (!permissions.contains(PosixFilePermission.OWNER_WRITE)
                    && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                    && !permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                return true;
            }
        }
        return !Files.isWritable(file);
    }

    /** Gives {@code to} the owner, as far as one may, and the permissions of {@code from}, if that is there. */
    static void copy(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source == null || target == null || !Files.exists(from)) {
            return;
        }
        PosixFileAttributes attributes = source.readAttributes();
        try {
            target.setGroup(attributes.group());
            target.setOwner(attributes.owner());
        } catch (IOException _) {
            // Only an administrator may give files away.
        }
        target.setPermissions(attributes.permissions());
    }
}
