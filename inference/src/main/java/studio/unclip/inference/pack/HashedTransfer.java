package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Reads a pack's files one after another, comparing size and hash on the way, never more bytes than promised. */
final class HashedTransfer {

    private static final int CHUNK = 1 << 20;

    private final String pack;
    private final Watcher watcher;
    private final HashRecord hashes;
    private final long total;
    private final byte[] chunk = new byte[CHUNK];
    private long done;

    /**
     * @param pack named in messages
     * @param total bytes of all files that will be read
     * @param hashes of files for which the manifest has none
     */
    HashedTransfer(String pack, long total, Watcher watcher, HashRecord hashes) {
        this.hashes = hashes;
        this.pack = pack;
        this.watcher = watcher;
        this.total = total;
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
        String found = HexFormat.of().formatHex(digest.digest());
        Optional<String> expected = hashes.of(file);
        if (expected.isEmpty()) {
            hashes.learn(pack, file, found);
        } else if (!found.equals(expected.get())) {
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
