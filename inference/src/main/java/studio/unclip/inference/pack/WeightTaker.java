package studio.unclip.inference.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Takes published weights into a pack's folder: by a hard link, which costs neither time nor room, or by a copy where the
 * files lie on another disk. A copy that is ended, by a person or by a crash, goes on next time where it was last known to
 * be on the disk.
 */
final class WeightTaker {

    private static final long SPARE_BYTES = 16 << 20;
    private static final int CHUNK = 4 << 20;
    /** Bytes between two moments at which what was copied is forced to the disk. */
    private static final long STRETCH = 256L << 20;

    private static final String STATE = "copied.txt";

    private final String pack;
    private final Path partial;
    private final Watcher watcher;
    private final Map<String, Copied> copied = new TreeMap<>();
    private long done;
    private long total;

    /** How much of which file is safely copied. */
    private record Copied(long bytes, long modified, long safe) {
        static Copied none(MadePack.Taken file) {
            return new Copied(file.bytes(), file.modified().to(TimeUnit.NANOSECONDS), 0);
        }
    }

    /**
     * @param pack named in messages
     * @param partial a folder for copies under way; it stays when work ends early
     */
    WeightTaker(String pack, Path partial, Watcher watcher) {
        this.pack = pack;
        this.partial = partial;
        this.watcher = watcher;
    }

    /**
     * @param files by the names they get
     * @param folder where they go, on the same disk as {@code partial}
     * @param link whether hard links will do
     * @throws CancellationException if the watcher ended it
     */
    void take(Map<String, MadePack.Taken> files, Path folder, boolean link) throws PackException, IOException {
        Map<String, MadePack.Taken> toCopy = new TreeMap<>();
        for (Map.Entry<String, MadePack.Taken> entry : files.entrySet()) {
            requireSame(entry.getValue());
            if (!link || !linked(entry.getValue().source(), folder.resolve(entry.getKey()))) {
                toCopy.put(entry.getKey(), entry.getValue());
            }
        }
        if (!toCopy.isEmpty()) {
            copy(toCopy);
        }
        for (String name : toCopy.keySet()) {
            Files.move(partial.resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        for (Map.Entry<String, MadePack.Taken> entry : files.entrySet()) {
            requireSame(entry.getValue());
        }
    }

    /** Takes copies back out of a folder that comes to nothing, so that they need not be made again. */
    void putBack(Path folder) throws IOException {
        for (String name : copied.keySet()) {
            Files.move(folder.resolve(name), partial.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Another disk, a file system without hard links, or no right to make one: then it is copied. */
    private static boolean linked(Path source, Path target) {
        try {
            Files.createLink(target, source);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private void copy(Map<String, MadePack.Taken> files) throws PackException, IOException {
        Files.createDirectories(partial);
        readState(files);
        total = files.values().stream().mapToLong(MadePack.Taken::bytes).sum();
        done = copied.values().stream().mapToLong(Copied::safe).sum();
        long free = Files.getFileStore(partial).getUsableSpace();
        if (free < total - done + SPARE_BYTES) {
            throw new PackException(new PackProblem.Io(
                    pack,
                    "its weights need " + (total - done) + " bytes more on disk, " + free + " are free",
                    "Make room, or keep the published files on the disk of " + partial.getParent()
                            + ", where they need not be copied"));
        }
        for (Map.Entry<String, MadePack.Taken> entry : files.entrySet()) {
            copy(entry.getKey(), entry.getValue());
        }
    }

    private void copy(String name, MadePack.Taken file) throws PackException, IOException {
        try (FileChannel in = FileChannel.open(file.source(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel out =
                        FileChannel.open(partial.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long at = copied.get(name).safe();
            out.truncate(at);
            in.position(at);
            out.position(at);
            long safe = at;
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
            while (at < file.bytes()) {
                if (watcher.cancelled()) {
                    keep(name, out, at);
                    throw new CancellationException();
                }
                int read = in.read(chunk.clear().limit((int) Math.min(CHUNK, file.bytes() - at)));
                if (read < 0) {
                    throw changed(file);
                }
                chunk.flip();
                while (chunk.hasRemaining()) {
                    out.write(chunk);
                }
                at += read;
                done += read;
                watcher.progress(name, done, total);
                if (at - safe >= STRETCH) {
                    keep(name, out, at);
                    safe = at;
                }
            }
            keep(name, out, at);
        }
    }

    private void keep(String name, FileChannel out, long at) throws IOException {
        out.force(true);
        Copied before = copied.get(name);
        copied.put(name, new Copied(before.bytes(), before.modified(), at));
        List<String> lines = new ArrayList<>();
        copied.forEach((file, state) ->
                lines.add(String.join("\t", file, "" + state.bytes(), "" + state.modified(), "" + state.safe())));
        Path fresh = partial.resolve(STATE + ".tmp");
        Files.write(fresh, lines, StandardCharsets.UTF_8);
        Files.move(fresh, partial.resolve(STATE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What an earlier try has left of just these files; anything else begins anew. */
    private void readState(Map<String, MadePack.Taken> files) throws IOException {
        files.forEach((name, file) -> copied.put(name, Copied.none(file)));
        Path state = partial.resolve(STATE);
        if (!Files.exists(state)) {
            return;
        }
        for (String line : Files.readAllLines(state, StandardCharsets.UTF_8)) {
            String[] parts = line.split("\t", -1);
            Copied wanted = parts.length == 4 ? copied.get(parts[0]) : null;
            if (wanted == null || !parts[3].matches("[0-9]{1,18}")) {
                continue;
            }
            Copied found = new Copied(wanted.bytes(), wanted.modified(), Long.parseLong(parts[3]));
            Path file = partial.resolve(parts[0]);
            if (parts[1].equals("" + wanted.bytes())
                    && parts[2].equals("" + wanted.modified())
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) >= found.safe()
                    && found.safe() <= wanted.bytes()) {
                copied.put(parts[0], found);
            }
        }
    }

    private void requireSame(MadePack.Taken file) throws PackException, IOException {
        if (!Files.isRegularFile(file.source(), LinkOption.NOFOLLOW_LINKS)
                || Files.size(file.source()) != file.bytes()
                || !Files.getLastModifiedTime(file.source(), LinkOption.NOFOLLOW_LINKS)
                        .equals(file.modified())) {
            throw changed(file);
        }
    }

    private PackException changed(MadePack.Taken file) {
        return new PackException(new PackProblem.Damaged(
                pack,
                "the file " + file.source() + " changed while it was being installed",
                "Wait until its download has ended, then install again"));
    }
}
