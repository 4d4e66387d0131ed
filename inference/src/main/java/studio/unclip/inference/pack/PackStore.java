package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The installed packs: a directory with a folder for each. A pack appears in it whole and checked or not at all. Safe
 * for threads, and for several processes on one directory; one of them changes it at a time, all may read meanwhile.
 *
 * <p>Beside the packs lie {@code .stamps} (size and time of every checked file, where the pack came from, hashes that its
 * manifest lacks), {@code .lock}, while work goes on staging folders, and copies of weights that somebody ended.
 */
public final class PackStore {

    private static final long SPARE_BYTES = 16 << 20;

    private final Path directory;
    private final ManifestReader reader;
    private final StagingArea staging;
    private final PackOpener opener;

    /**
     * @param directory where packs are kept; made when the first one is installed
     * @param understood families and sections this studio knows
     */
    public PackStore(Path directory, Understood understood) {
        this.directory = directory;
        this.reader = new ManifestReader(understood);
        this.opener = new PackOpener(understood);
        this.staging = new StagingArea(directory);
    }

    /** Where packs are kept. */
    public Path directory() {
        return directory;
    }

    /** All installed packs by id, usable or not. Looks at sizes and times, not at contents. */
    public List<InstalledPack> list() throws PackException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> ids;
        try (Stream<Path> paths = Files.list(directory)) {
            ids = paths.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw PackException.io("packs", e);
        }
        List<InstalledPack> packs = new ArrayList<>();
        for (String id : ids) {
            packs.add(look(id));
        }
        return packs;
    }

    /**
     * Opens an installed pack. Its files are compared with the stamp of its last full check; without one they are
     * checked fully now.
     *
     * @param id the pack's id
     * @throws PackException if there is no such pack, or it has changed or cannot be used
     */
    public Pack open(String id) throws PackException {
        Path folder = folder(id);
        if (!staging.isHalfReplaced(id)) {
            requireInstalled(id, folder);
            if (PackStamp.exists(stamp(id))) {
                return requireId(id, opener.open(folder, stamp(id)));
            }
        }
        // Someone died while replacing it, or it was never checked: mend and check with nobody else at work.
        try (StoreLock _ = StoreLock.acquire(directory, Watcher.silent())) {
            staging.sweep();
            requireInstalled(id, folder);
            return requireId(id, opener.open(folder, stamp(id), HashRecord.read(id, hashRecord(id)), Watcher.silent()));
        } catch (IOException e) {
            throw PackException.io(id, e);
        }
    }

    /**
     * Installs a pack, in place of an older one of the same id.
     *
     * @param source the pack's folder or zip file
     * @param watcher sees the progress
     * @return the installed pack
     * @throws PackException if anything is wrong; nothing of the new pack is left then, and an older one is untouched
     */
    public Pack install(Path source, Watcher watcher) throws PackException {
        return install(source, watcher, Optional.empty());
    }

    /**
     * Installs a pack that was put together from published files, in place of an older one of the same id. It can be used
     * at once; {@link #hash} then reads its weights for the first time.
     *
     * @param made what to install; its weights' headers have been checked
     * @param link whether a hard link to the published weights will do where the disk allows one; else they are copied
     * @param watcher sees the progress of copies; a copy that it ends goes on at the next try, a run of a network begins anew
     * @throws PackException if anything is wrong; nothing of the new pack is left then but a part of its copies, and an
     *     older one is untouched
     */
    public Pack install(MadePack made, boolean link, Watcher watcher) throws PackException {
        String id = made.id();
        try {
            MadeFolder folder = new MadeFolder(made, reader);
            Files.createDirectories(directory.resolve(".stamps"));
            try (StoreLock _ = StoreLock.acquire(directory, watcher)) {
                staging.sweep();
                Path finished = staging.create();
                PackManifest manifest;
                try {
                    manifest = folder.fill(finished, staging.partial(id), link, watcher);
                    Files.deleteIfExists(stamp(id));
                    Files.deleteIfExists(hashRecord(id));
                    staging.swapIn(finished, id);
                } finally {
                    StagingArea.delete(finished);
                }
                StagingArea.delete(staging.partial(id));
                PackStamp.of(directory.resolve(id), manifest).write(id, stamp(id));
                SourceRecord.published(made.folders()).write(sourceRecord(id));
                return new Pack(directory.resolve(id), manifest);
            }
        } catch (IOException e) {
            throw PackException.io(id, e);
        }
    }

    /**
     * Reads the files of an installed pack whose hashes are not known yet, and keeps them for later checks. The pack can be
     * used meanwhile. Does nothing where all are known.
     *
     * @param id the pack's id
     * @param watcher sees the progress; what it ends is done by the next {@link #verify} or this
     * @throws PackException if there is no such pack, or it cannot be read
     */
    public void hash(String id, Watcher watcher) throws PackException {
        Path folder = folder(id);
        requireInstalled(id, folder);
        try (StoreLock _ = StoreLock.acquire(directory, watcher)) {
            PackManifest manifest = reader.readFolder(folder);
            HashRecord hashes = HashRecord.read(id, hashRecord(id));
            List<PackFile> unknown = manifest.files().stream()
                    .filter(file -> hashes.of(file).isEmpty())
                    .toList();
            long total = unknown.stream().mapToLong(PackFile::bytes).sum();
            new PackVerifier().read(folder, manifest, unknown, new HashedTransfer(id, total, watcher, hashes));
        } catch (IOException e) {
            throw PackException.io(id, e);
        }
    }

    /**
     * From which folders of published files a pack was put together.
     *
     * @param id the pack's id
     * @return empty for a pack that was installed whole, or where that is not known
     */
    public List<Path> publishedFolders(String id) throws PackException {
        folder(id);
        return SourceRecord.read(sourceRecord(id))
                .map(SourceRecord::publishedFolders)
                .orElse(List.of());
    }

    /**
     * Checks every byte and every graph of an installed pack, and renews its stamp; a damaged pack loses its stamp, so
     * that it cannot be opened as if it were whole.
     *
     * @param id the pack's id
     * @param watcher sees the progress
     * @throws PackException if there is no such pack or anything is wrong with it
     */
    public void verify(String id, Watcher watcher) throws PackException {
        Path folder = folder(id);
        requireInstalled(id, folder);
        try (StoreLock _ = StoreLock.acquire(directory, watcher)) {
            staging.sweep();
            Files.deleteIfExists(stamp(id));
            opener.open(folder, stamp(id), HashRecord.read(id, hashRecord(id)), watcher);
        } catch (IOException e) {
            throw PackException.io(id, e);
        }
    }

    /**
     * Puts a pack's files right from where it was installed.
     *
     * @param id the pack's id
     * @param watcher sees the progress
     * @throws PackException if the source is not known or not there any more, or {@link #repair(String, Path, Watcher)}
     *     fails
     */
    public Pack repair(String id, Watcher watcher) throws PackException {
        folder(id);
        SourceRecord source = SourceRecord.read(sourceRecord(id))
                .orElseThrow(() -> PackException.missing(
                        id,
                        "it is not known where this pack came from",
                        "Say from which folder or archive to repair it"));
        if (!source.publishedFolders().isEmpty()) {
            throw PackException.missing(
                    id, "this pack was put together from published files", "Install it from them again");
        }
        return repair(id, source.path(), watcher);
    }

    /**
     * Puts a pack's files right from a folder or archive of the same pack and, where that can still be told, the same
     * version.
     *
     * @param id the pack's id
     * @param source the pack's folder or zip file
     * @param watcher sees the progress
     * @throws PackException if the source is another pack or has anything wrong with it; the installed pack is then as
     *     it was
     */
    public Pack repair(String id, Path source, Watcher watcher) throws PackException {
        folder(id);
        return install(source, watcher, Optional.of(id));
    }

    /**
     * Removes an installed pack, however damaged, and what a copy that was ended has left of one.
     *
     * @param id the pack's id
     * @throws PackException if there is no such pack, or it cannot be deleted
     */
    public void remove(String id) throws PackException {
        Path folder = folder(id);
        boolean half = Files.isDirectory(staging.partial(id));
        if (!half) {
            requireInstalled(id, folder);
        }
        try (StoreLock _ = StoreLock.acquire(directory, Watcher.silent())) {
            staging.sweep();
            StagingArea.delete(staging.partial(id));
            if (half && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                return; // there were only copies that somebody began
            }
            requireInstalled(id, folder);
            staging.swapOut(id);
            Files.deleteIfExists(stamp(id));
            Files.deleteIfExists(sourceRecord(id));
            Files.deleteIfExists(hashRecord(id));
        } catch (IOException e) {
            throw PackException.io(id, e);
        }
    }

    private Pack install(Path path, Watcher watcher, Optional<String> repaired) throws PackException {
        String name = repaired.orElse(ManifestReader.nameOf(path));
        try {
            Files.createDirectories(directory.resolve(".stamps"));
            try (StoreLock _ = StoreLock.acquire(directory, watcher);
                    PackSource source = PackSource.of(path)) {
                staging.sweep();
                byte[] bytes = source.manifest();
                PackManifest manifest = reader.read(name, bytes);
                if (repaired.isPresent()) {
                    requireSamePack(repaired.get(), manifest);
                }
                source.compare(manifest);
                requireSpace(manifest);
                Path finished = staging.create();
                try {
                    fill(finished, bytes, manifest, source, watcher);
                    Files.deleteIfExists(stamp(manifest.id()));
                    staging.swapIn(finished, manifest.id());
                } finally {
                    StagingArea.delete(finished);
                }
                Path folder = directory.resolve(manifest.id());
                PackStamp.of(folder, manifest).write(manifest.id(), stamp(manifest.id()));
                SourceRecord.of(path).write(sourceRecord(manifest.id()));
                Files.deleteIfExists(hashRecord(manifest.id()));
                return new Pack(folder, manifest);
            }
        } catch (BrokenZipStream.Broken e) {
            throw e.problem();
        } catch (IOException e) {
            throw PackException.io(name, e);
        }
    }

    private static void fill(Path folder, byte[] bytes, PackManifest manifest, PackSource source, Watcher watcher)
            throws PackException, IOException {
        write(folder.resolve(FileNames.MANIFEST), bytes);
        HashedTransfer transfer = new HashedTransfer(manifest.id(), manifest.totalBytes(), watcher, HashRecord.none());
        for (PackFile file : manifest.files()) {
            try (InputStream in = source.open(file);
                    FileChannel out = FileChannel.open(
                            folder.resolve(file.name()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream stream = Channels.newOutputStream(out)) {
                transfer.transfer(file, in, stream);
                out.force(true); // the rename must not overtake the content
            }
        }
        new PackVerifier().scan(folder, manifest);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
    }

    private void requireSamePack(String id, PackManifest manifest) throws PackException {
        if (!manifest.id().equals(id)) {
            throw PackException.unsupported(id, "the source holds another pack, " + manifest.id());
        }
        Optional<String> installed = installedVersion(id);
        if (installed.isPresent() && !installed.get().equals(manifest.version())) {
            throw PackException.unsupported(
                    id,
                    "the source holds version " + manifest.version() + ", installed is " + installed.get()
                            + ": install it instead of repairing");
        }
    }

    private Optional<String> installedVersion(String id) {
        try {
            return Optional.of(reader.readFolder(directory.resolve(id)).version());
        } catch (PackException e) {
            return Optional.empty(); // damaged beyond telling: anything of the same id may replace it
        }
    }

    private void requireSpace(PackManifest manifest) throws PackException, IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < manifest.totalBytes() + SPARE_BYTES) {
            throw new PackException(new PackProblem.Io(
                    manifest.id(),
                    "the pack needs " + manifest.totalBytes() + " bytes on disk, " + free + " are free",
                    "Make room in " + directory + " and try again"));
        }
    }

    private InstalledPack look(String id) {
        try {
            Path folder = folder(id);
            PackManifest manifest = reader.readFolder(folder);
            requireId(id, new Pack(folder, manifest));
            PackStamp now = PackStamp.of(folder, manifest);
            boolean checked = PackStamp.exists(stamp(id));
            if (checked) {
                PackStamp.read(id, stamp(id)).requireSame(id, now);
            }
            return new InstalledPack.Usable(id, manifest, checked);
        } catch (PackException e) {
            return new InstalledPack.Broken(id, e.problem());
        }
    }

    private static Pack requireId(String id, Pack pack) throws PackException {
        if (!pack.manifest().id().equals(id)) {
            throw PackException.damaged(
                    id,
                    "the folder " + id + " holds the pack " + pack.manifest().id());
        }
        return pack;
    }

    private static void requireInstalled(String id, Path folder) throws PackException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw PackException.missing(
                    id, "this pack is not installed", "Install it, or choose one that packs list shows");
        }
    }

    private Path folder(String id) throws PackException {
        if (!FileNames.isPlain(id)) {
            throw PackException.missing(
                    FileNames.shown(id), "no pack can have this name", "Choose one that packs list shows");
        }
        return directory.resolve(id);
    }

    private Path stamp(String id) {
        return directory.resolve(".stamps").resolve(id + ".stamp");
    }

    private Path hashRecord(String id) {
        return directory.resolve(".stamps").resolve(id + ".hashes");
    }

    private Path sourceRecord(String id) {
        return directory.resolve(".stamps").resolve(id + ".source");
    }
}
