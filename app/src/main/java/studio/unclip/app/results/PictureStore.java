package studio.unclip.app.results;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.export.Metadata;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.export.UnreadableFileException;
import studio.unclip.app.picture.Shrunk;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;

/**
 * A folder of every picture that was ever finished, a folder a day in it, each picture a PNG with its recipe. A file is
 * there whole or not at all. Thread-safe; every method may wait for the disk.
 */
public final class PictureStore {
    /** What a tile needs: hundreds are held in memory. */
    public static final int THUMBNAIL_SIDE = 160;

    private static final Logger LOG = LoggerFactory.getLogger(PictureStore.class);
    private static final String TRASH = "trash";
    private static final String HALF_WRITTEN = ".saving";
    private static final Duration KEPT_IN_TRASH = Duration.ofDays(30);

    /** What a killed program has left half written is older than this; a younger one may still be written to. */
    private static final Duration DEAD_AFTER = Duration.ofMinutes(10);

    /** Pictures that are asked for from now on go here. */
    private volatile Path folder;

    private final PictureExport png;
    private final Disk disk;
    private final Clock clock;
    private final AtomicFile files;

    /** Names that are given out, though no file may have them yet. Guarded by this. */
    private final Set<Batch> taken = new HashSet<>();

    /**
     * @param folder for all pictures until {@link #keepIn}; created with the first
     * @param png writes them
     * @param clock says when a picture was asked for, by the person's own calendar
     */
    public PictureStore(Path folder, PictureExport png, Disk disk, Clock clock) {
        this.folder = folder;
        this.png = png;
        this.disk = disk;
        this.clock = clock;
        this.files = new AtomicFile(disk);
    }

    /** Where new pictures go; it need not be there yet. */
    public Path folder() {
        return folder;
    }

    /**
     * Pictures that are asked for from now on go into another folder. Those that are there stay where they are; {@link
     * #newest} no longer finds them.
     *
     * @throws IOException if nothing can be written there; all stays as it was then
     */
    public void keepIn(Path other) throws IOException {
        Files.createDirectories(other);
        Path probe = Files.createTempFile(other, "unclip", HALF_WRITTEN);
        Files.delete(probe);
        folder = other;
    }

    /** The pictures of one request, as they come. Thread-safe. */
    public final class Shelf {
        private final Path home;
        private final Batch batch;

        private Shelf(Path home, Batch batch) {
            this.home = home;
            this.batch = batch;
        }

        /**
         * Writes a picture.
         *
         * @param number from 1, each once
         * @throws IOException if the disk refuses; nothing of the file is left then
         */
        public StoredPicture put(int number, Picture picture, Recipe recipe) throws IOException {
            Path day = Files.createDirectories(home.resolve(batch.folder()));
            Path file = day.resolve(batch.file(number));
            files.write(
                    file, AtomicFile.Existing.KEEP, out -> png.encode(picture, recipe, Metadata.RECIPE, out), _ -> {});
            return new StoredPicture(file, number, recipe, Shrunk.of(picture, THUMBNAIL_SIDE));
        }
    }

    /**
     * Begins the pictures of a request.
     *
     * @param label what it is, in a few words: the files' names say it
     */
    public synchronized Shelf shelf(String label) {
        Batch first = Batch.of(LocalDateTime.now(clock), label);
        Batch free = first;
        for (int which = 2; isTaken(free); which++) {
            free = first.again(which);
        }
        taken.add(free);
        return new Shelf(folder, free);
    }

    private boolean isTaken(Batch batch) {
        // Another window may have begun in the same second.
        return taken.contains(batch)
                || Files.exists(folder.resolve(batch.folder()).resolve(batch.file(1)));
    }

    /**
     * The newest pictures, as requests had them, the newest request first.
     *
     * @param most so many pictures at most, but for the rest of the last request
     * @param each is told of every request's pictures, in order, as soon as they are read
     */
    public void newest(int most, Consumer<List<StoredPicture>> each) {
        int told = 0;
        for (Path day : days()) {
            NavigableMap<Batch, List<Path>> batches = batches(day);
            for (List<Path> batch : batches.descendingMap().values()) {
                if (told >= most) {
                    return;
                }
                List<StoredPicture> read =
                        batch.stream().flatMap(file -> stored(file).stream()).toList();
                told += read.size();
                if (!read.isEmpty()) {
                    each.accept(read);
                }
            }
        }
    }

    /** Newest first. */
    private List<Path> days() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(day -> day.getFileName().toString().matches("\\d{4}-\\d\\d-\\d\\d"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("the pictures of before were not read", e);
            return List.of();
        }
    }

    private static NavigableMap<Batch, List<Path>> batches(Path day) {
        NavigableMap<Batch, NavigableMap<Integer, Path>> found = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(day)) {
            for (Path file : all) {
                Batch.of(file)
                        .ifPresent(place -> found.computeIfAbsent(place.batch(), _ -> new TreeMap<>())
                                .put(place.number(), file));
            }
        } catch (IOException e) {
            LOG.warn("the pictures of {} were not read", day, e);
        }
        NavigableMap<Batch, List<Path>> sorted = new TreeMap<>();
        for (Map.Entry<Batch, NavigableMap<Integer, Path>> one : found.entrySet()) {
            sorted.put(one.getKey(), new ArrayList<>(one.getValue().values()));
        }
        return sorted;
    }

    /** Empty for a file that is no picture of ours, or not any more. */
    private static Optional<StoredPicture> stored(Path file) {
        try {
            Recipe recipe = RecipeReader.read(file);
            int number = Batch.of(file).orElseThrow().number();
            return Optional.of(new StoredPicture(file, number, recipe, Shrunk.of(pixels(file), THUMBNAIL_SIDE)));
        } catch (UnreadableFileException | FileProblem e) {
            LOG.warn("{} was left out", file, e);
            return Optional.empty();
        }
    }

    /**
     * The whole picture.
     *
     * @throws FileProblem if it is gone or cannot be read
     */
    public Picture read(StoredPicture stored) throws FileProblem {
        return pixels(stored.file());
    }

    private static Picture pixels(Path file) throws FileProblem {
        // The pool is for the layers of OpenRaster files, of which there are none.
        Raster raster = new PictureFiles(ForkJoinPool.commonPool(), Limits.standard())
                .read(file, Watcher.none())
                .raster();
        return Picture.sharing(raster.width(), raster.height(), raster.rgba());
    }

    /** Puts a picture into the trash, where it is kept for thirty days. */
    public void discard(StoredPicture stored) throws IOException {
        Path there = inTrash(stored);
        Files.createDirectories(there.getParent());
        disk.replace(stored.file(), there);
        // It is as old as its stay there.
        Files.setLastModifiedTime(there, java.nio.file.attribute.FileTime.from(clock.instant()));
    }

    /**
     * Takes a picture out of the trash.
     *
     * @throws FileAlreadyExistsException if another one has its name by now
     */
    public void restore(StoredPicture stored) throws IOException {
        Files.createDirectories(stored.file().getParent());
        disk.takeFreeName(inTrash(stored), stored.file());
    }

    /** Of the folder the picture is in, which need not be the one of today. */
    private static Path inTrash(StoredPicture stored) {
        Path day = stored.file().getParent();
        return day.resolveSibling(TRASH)
                .resolve(day.getFileName())
                .resolve(stored.file().getFileName());
    }

    /** Clears away what lay in the trash long enough, and what a killed program has left half written. */
    public void tidy() {
        Instant now = clock.instant();
        sweep(folder.resolve(TRASH), now.minus(KEPT_IN_TRASH), ".png");
        days().stream().limit(7).forEach(day -> sweep(day, now.minus(DEAD_AFTER), HALF_WRITTEN));
    }

    private void sweep(Path where, Instant before, String ending) {
        if (!Files.isDirectory(where)) {
            return;
        }
        try (Stream<Path> all = Files.walk(where)) {
            for (Path file : all.filter(one -> one.toString().endsWith(ending)).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    disk.delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{} was not tidied", where, e);
        }
    }
}
