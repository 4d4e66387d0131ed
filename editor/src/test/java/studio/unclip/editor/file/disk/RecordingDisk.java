package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import studio.unclip.editor.file.Blob;

/**
 * The real disk, writing down what is done to it, and making folders as a power cut at any instant could have left
 * them: bytes not yet forced are there, missing, or torn, in any order; so are names in folders not yet forced.
 */
public final class RecordingDisk implements Disk {
    private sealed interface Op {}

    private record Create(Path name, int file) implements Op {}

    private record Write(int file, long at, Blob bytes) implements Op {}

    private record Force(int file) implements Op {}

    private record Rename(Path from, Path to) implements Op {}

    private record Delete(Path name) implements Op {}

    private record ForceFolder(Path folder) implements Op {}

    private final Disk real = Disk.real();
    private final List<Op> ops = new ArrayList<>();
    private int files;

    /** How many things were done so far. */
    public synchronized int size() {
        return ops.size();
    }

    private synchronized void add(Op op) {
        ops.add(op);
    }

    private synchronized int newFile() {
        return files++;
    }

    @Override
    public File create(Path name) throws IOException {
        File file = real.create(name);
        int number = newFile();
        add(new Create(name, number));
        return new Recorded(file, number);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        real.replace(from, to);
        add(new Rename(from, to));
    }

    @Override
    public void takeFreeName(Path from, Path to) throws IOException {
        real.takeFreeName(from, to);
        add(new Rename(from, to));
    }

    @Override
    public void delete(Path file) throws IOException {
        if (Files.exists(file)) {
            real.delete(file);
            add(new Delete(file));
        }
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        real.forceFolder(folder);
        add(new ForceFolder(folder));
    }

    /**
     * Fills {@code to} with what a power cut after {@code count} things could have left of {@code root}.
     *
     * @param root every recorded name lies under it
     */
    public synchronized void crash(int count, Random random, Path root, Path to) throws IOException {
        Set<Integer> safe = safe(count);
        Map<Path, Integer> names = new HashMap<>();
        Map<Integer, byte[]> contents = new HashMap<>();
        double luck = random.nextDouble();
        for (int i = 0; i < count; i++) {
            boolean kept = safe.contains(i) || random.nextDouble() < luck;
            switch (ops.get(i)) {
                case Create create -> {
                    contents.put(create.file(), new byte[0]);
                    if (kept) {
                        names.put(create.name(), create.file());
                    }
                }
                case Write write -> {
                    if (kept) {
                        boolean torn = !safe.contains(i) && random.nextInt(4) == 0;
                        contents.merge(write.file(), new byte[0], (old, none) -> put(old, write, torn, random));
                    }
                }
                case Rename rename -> {
                    Integer file = fileOf(rename.from(), i);
                    if (kept && file != null) {
                        names.remove(rename.from());
                        names.put(rename.to(), file);
                    }
                }
                case Delete delete -> {
                    if (kept) {
                        names.remove(delete.name());
                    }
                }
                case Force _, ForceFolder _ -> {
                    // Already in "safe".
                }
            }
        }
        for (Map.Entry<Path, Integer> name : names.entrySet()) {
            Path file = to.resolve(root.relativize(name.getKey()).toString());
            Files.createDirectories(file.getParent());
            Files.write(file, contents.get(name.getValue()));
        }
    }

    /** The file a name meant when operation {@code before} was done. */
    private Integer fileOf(Path name, int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (ops.get(i) instanceof Create create && create.name().equals(name)) {
                return create.file();
            }
        }
        return null;
    }

    private static byte[] put(byte[] old, Write write, boolean torn, Random random) {
        byte[] bytes = write.bytes().toBytes();
        int length = torn ? random.nextInt(bytes.length + 1) : bytes.length;
        byte[] grown = Arrays.copyOf(old, Math.max(old.length, (int) write.at() + length));
        System.arraycopy(bytes, 0, grown, (int) write.at(), length);
        return grown;
    }

    /** What was forced before the cut. */
    private Set<Integer> safe(int count) {
        Set<Integer> safe = new HashSet<>();
        for (int i = 0; i < count; i++) {
            switch (ops.get(i)) {
                case Force force -> {
                    for (int k = 0; k < i; k++) {
                        if (ops.get(k) instanceof Write write && write.file() == force.file()) {
                            safe.add(k);
                        }
                    }
                }
                case ForceFolder force -> {
                    for (int k = 0; k < i; k++) {
                        Path name = switch (ops.get(k)) {
                            case Create create -> create.name();
                            case Rename rename -> rename.to();
                            case Delete delete -> delete.name();
                            default -> null;
                        };
                        if (name != null && name.getParent().equals(force.folder())) {
                            safe.add(k);
                        }
                    }
                }
                default -> {
                    // Only forcing makes safe.
                }
            }
        }
        return safe;
    }

    private final class Recorded implements File {
        private final File file;
        private final int number;

        Recorded(File file, int number) {
            this.file = file;
            this.number = number;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            long at = file.position();
            byte[] bytes = new byte[from.remaining()];
            from.duplicate().get(bytes);
            int written = file.write(from);
            add(new Write(number, at, Blob.of(Arrays.copyOf(bytes, written))));
            return written;
        }

        @Override
        public void force() throws IOException {
            file.force();
            add(new Force(number));
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return file.read(to);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException("nothing here truncates");
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
