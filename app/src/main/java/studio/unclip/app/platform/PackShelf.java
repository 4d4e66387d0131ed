package studio.unclip.app.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import studio.unclip.inference.pack.InstalledPack;
import studio.unclip.inference.pack.ManifestReader;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.PackProblem;
import studio.unclip.inference.pack.PackStore;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.published.PublishedPack;
import studio.unclip.inference.published.PublishedPacks;

/**
 * All packs a person has: those that came with the program, which are only read, the store of installed ones, and any
 * folder that holds one. Thread-safe.
 */
public final class PackShelf {
    private final PackFolders packs;
    private final Path stamps;
    private final Understood understood = Understood.ofThisStudio();
    private final PackStore store;
    private final Supplier<PublishedPacks> families;

    /**
     * @param packs where packs lie
     * @param folders the person's folders; the state folder remembers which built-in packs were checked
     */
    public PackShelf(PackFolders packs, PlatformFolders folders) {
        this(packs, folders, PublishedPacks::known);
    }

    /** @param families what can be put together from published folders */
    public PackShelf(PackFolders packs, PlatformFolders folders, Supplier<PublishedPacks> families) {
        this.families = () -> families.get().withLibraries(folders.engineLibraries());
        this.packs = packs;
        this.stamps = folders.state().resolve("checked-packs");
        this.store = new PackStore(packs.installed(), understood);
    }

    /**
     * @param pack what its manifest says, or why it cannot be used
     * @param folder where it lies
     * @param builtIn came with the program, cannot be removed
     */
    public record Entry(InstalledPack pack, Path folder, boolean builtIn) {
        public String id() {
            return pack.id();
        }
    }

    /**
     * Looks into folders of models that others have published, as far as their headers.
     *
     * @param folders of one family
     * @return what {@link PackStore#install(studio.unclip.inference.pack.MadePack, boolean, Watcher)} takes
     * @throws PackException if one is missing, incomplete or of a kind this studio does not know
     */
    public PublishedPack checkPublished(List<Path> folders) throws PackException {
        return families.get().check(folders);
    }

    /**
     * Puts an installed pack's files right from where they came from, folder, archive or published folders.
     *
     * @throws PackException if that is not known, or not whole itself
     */
    public Pack repair(String id, Watcher watcher) throws PackException {
        List<Path> published = store.publishedFolders(id);
        return published.isEmpty()
                ? store.repair(id, watcher)
                : store.install(checkPublished(published).pack(), true, watcher);
    }

    /** The installed packs. */
    public PackStore store() {
        return store;
    }

    /** Built-in packs first, then installed ones, each by name. */
    public List<Entry> list() throws PackException {
        List<Entry> entries = new ArrayList<>();
        for (Path folder : packs.all()) {
            if (packs.isBuiltIn(folder)) {
                entries.add(new Entry(look(folder), folder, true));
            }
        }
        for (InstalledPack pack : store.list()) {
            entries.add(new Entry(pack, packs.installed().resolve(pack.id()), false));
        }
        return entries;
    }

    /** The pack with this id (or built-in folder name), installed ones first; empty if there is none. */
    public Optional<Entry> find(String id) throws PackException {
        return list().reversed().stream()
                .filter(entry -> entry.id().equals(id) || entry.folder().endsWith(id))
                .findFirst();
    }

    /**
     * Opens the pack in a folder: an installed one through the store; any other after a full check, which is done again
     * only when its files have changed.
     *
     * @throws PackException if it is missing, damaged or unusable
     */
    public Pack open(Path folder) throws PackException {
        Path whole = folder.toAbsolutePath().normalize();
        if (whole.startsWith(packs.installed().toAbsolutePath().normalize())) {
            return store.open(whole.getFileName().toString());
        }
        PackOpener opener = new PackOpener(understood);
        Path stamp = stamp(whole);
        try {
            return opener.open(whole, stamp);
        } catch (PackException e) {
            if (!(e.problem() instanceof PackProblem.Damaged) || !forget(stamp)) {
                throw e;
            }
            // Not the files that were checked last time, perhaps a newer version: what they are worth shows now.
            return opener.open(whole, stamp);
        }
    }

    /** Checks every byte and every graph. */
    public void verify(Entry entry, Watcher watcher) throws PackException {
        if (entry.builtIn()) {
            new PackOpener(understood).openVerified(entry.folder(), watcher);
        } else {
            store.verify(entry.id(), watcher);
        }
    }

    /** One stamp a folder: two checkouts of the program have two starter packs. */
    private Path stamp(Path folder) {
        UUID name = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8));
        return stamps.resolve(name + ".stamp");
    }

    private static boolean forget(Path stamp) {
        try {
            return Files.deleteIfExists(stamp);
        } catch (IOException e) {
            return false;
        }
    }

    private InstalledPack look(Path folder) {
        try {
            PackManifest manifest = new ManifestReader(understood).readFolder(folder);
            return new InstalledPack.Usable(manifest.id(), manifest, false);
        } catch (PackException e) {
            return new InstalledPack.Broken(folder.getFileName().toString(), e.problem());
        }
    }
}
