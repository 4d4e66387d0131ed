package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/** Reads a pack's files one after another, comparing size and hash on the way, never more bytes than promised. */
final class HashedTransfer {

    private static final int CHUNK = 1 << 20;

    private final String pack;
    private final Watcher watcher;
    private final long total;
    private final byte[] chunk = new byte[CHUNK];
    private long done;

    HashedTransfer(PackManifest manifest, Watcher watcher) {
        this.pack = manifest.id();
        this.watcher = watcher;
        this.total = manifest.totalBytes();
    }

    /**
     * @param file what is expected
     * @param in its content; not closed
     * @param out where the content goes, {@link OutputStream#nullOutputStream} if it is only to be checked
     */
    void transfer(PackFile file, InputStream in, OutputStream out) throws PackException, IOException {
        MessageDigest digest = sha256();
        long left = file.bytes();
        while (left > 0) {
            if (watcher.cancelled()) {
                throw new CancellationException();
            }
            int read = in.read(chunk, 0, (int) Math.min(CHUNK, left));
            if (read < 0) {
                throw PackException.damaged(
                        pack,
                        "the file " + file.name() + " ends after " + (file.bytes() - left) + " of " + file.bytes()
                                + " bytes");
            }
            digest.update(chunk, 0, read);
            out.write(chunk, 0, read);
            left -= read;
            done += read;
            watcher.progress(file.name(), done, total);
        }
        if (in.read() >= 0) {
            throw PackException.damaged(pack, "the file " + file.name() + " is longer than " + file.bytes() + " bytes");
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw PackException.damaged(
                    pack, "the file " + file.name() + " is not the one pack.json names (wrong SHA-256)");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
