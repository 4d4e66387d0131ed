package studio.unclip.app.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.export.PictureExport;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;

class PictureStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-26T14:22:05Z");

    @TempDir
    Path home;

    private PictureStore store(Instant now, Disk disk) {
        return new PictureStore(
                home.resolve("pictures"), new PictureExport("test"), disk, Clock.fixed(now, ZoneOffset.UTC));
    }

    private PictureStore store() {
        return store(NOW, Disk.real());
    }

    private static Picture picture(int width, int height, int colour) {
        byte[] rgba = new byte[width * height * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            rgba[i] = (byte) colour;
            rgba[i + 3] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }

    private static Recipe recipe(String prompt, long seed) {
        return new Recipe("unclip-starter", "0.1.0", ImageRequest.Generate.of(prompt, seed, 1), Map.of());
    }

    private List<List<StoredPicture>> newest(PictureStore store, int most) {
        List<List<StoredPicture>> all = new ArrayList<>();
        store.newest(most, all::add);
        return all;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .map(home.resolve("pictures")::relativize)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_picture_is_a_file_whose_name_says_when_and_what() throws IOException {
        PictureStore.Shelf shelf = store().shelf("An owl, at night!");
        StoredPicture stored = shelf.put(2, picture(400, 200, 9), recipe("An owl, at night!", 8));
        assertThat(files()).containsExactly(Path.of("2026-11-26/142205-an-owl-at-night-2.png"));
        assertThat(stored.thumbnail().width()).isEqualTo(200);
        assertThat(stored.thumbnail().height()).isEqualTo(100);
        assertThat(store().read(stored)).isEqualTo(picture(400, 200, 9));
    }

    @Test
    void requests_of_the_same_second_keep_apart() throws IOException {
        PictureStore store = store();
        for (int i = 0; i < 3; i++) {
            store.shelf("an owl").put(1, picture(8, 8, i), recipe("an owl", i));
        }
        // Another window, which knows only the files.
        store().shelf("an owl").put(1, picture(8, 8, 3), recipe("an owl", 3));
        assertThat(files()).hasSize(4);
        assertThat(newest(store(), 60)).hasSize(4).allMatch(batch -> batch.size() == 1);
    }

    @Test
    void the_newest_come_first_as_their_requests_had_them() throws IOException {
        for (int day = 0; day < 3; day++) {
            PictureStore.Shelf shelf =
                    store(NOW.plus(Duration.ofDays(day)), Disk.real()).shelf("day " + day);
            for (int i : List.of(3, 1, 2)) {
                shelf.put(i, picture(8, 8, i), recipe("day " + day, 10 * day + i));
            }
        }
        List<List<StoredPicture>> all = newest(store(), 60);
        assertThat(all)
                .extracting(batch -> batch.getFirst().recipe().prompt())
                .containsExactly("day 2", "day 1", "day 0");
        assertThat(all.getFirst()).extracting(StoredPicture::number).containsExactly(1, 2, 3);
        assertThat(all.getFirst()).extracting(one -> one.recipe().seed()).containsExactly(21L, 22L, 23L);
        assertThat(newest(store(), 4)).as("so many, but no half request").hasSize(2);
    }

    @Test
    void what_is_no_picture_of_ours_is_left_out_and_left_alone() throws IOException {
        store().shelf("an owl").put(1, picture(8, 8, 1), recipe("an owl", 1));
        Path day = home.resolve("pictures/2026-11-26");
        Files.writeString(day.resolve("notes.txt"), "mine");
        Files.writeString(day.resolve("150000-broken-1.png"), "no picture");
        Files.createDirectories(home.resolve("pictures/holiday"));
        assertThat(newest(store(), 60)).hasSize(1);
        store().tidy();
        assertThat(files()).hasSize(3);
    }

    @Test
    void a_kill_while_writing_leaves_no_half_picture_and_is_tidied_away() throws IOException {
        Disk killed = new Dying(1000);
        PictureStore.Shelf shelf = store(NOW, killed).shelf("an owl");
        assertThatThrownBy(() -> shelf.put(1, noise(), recipe("an owl", 1))).isInstanceOf(Killed.class);
        assertThat(newest(store(), 60)).isEmpty();
        assertThat(files()).hasSize(1).allMatch(file -> file.toString().endsWith(".saving"));

        Path left = home.resolve("pictures").resolve(files().getFirst());
        Files.setLastModifiedTime(left, FileTime.from(NOW.minus(Duration.ofHours(1))));
        store().tidy();
        assertThat(files()).isEmpty();
    }

    @Test
    void a_full_disk_is_told_in_one_line_and_leaves_nothing() throws IOException {
        PictureStore.Shelf shelf = store(NOW, new Full()).shelf("an owl");
        assertThatThrownBy(() -> shelf.put(1, noise(), recipe("an owl", 1)))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("the disk is full");
        assertThat(files()).isEmpty();
    }

    @Test
    void the_trash_gives_back_what_was_put_there_for_thirty_days() throws IOException {
        PictureStore store = store();
        StoredPicture stored = store.shelf("an owl").put(1, picture(8, 8, 1), recipe("an owl", 1));
        store.discard(stored);
        assertThat(files()).containsExactly(Path.of("trash/2026-11-26/142205-an-owl-1.png"));
        assertThat(newest(store, 60)).isEmpty();
        store.restore(stored);
        assertThat(newest(store, 60)).hasSize(1);

        store.discard(stored);
        store(NOW.plus(Duration.ofDays(29)), Disk.real()).tidy();
        assertThat(files()).hasSize(1);
        store(NOW.plus(Duration.ofDays(31)), Disk.real()).tidy();
        assertThat(files()).isEmpty();
    }

    private static Picture noise() {
        byte[] rgba = new byte[64 * 64 * 4];
        new java.util.Random(1).nextBytes(rgba);
        return Picture.of(64, 64, rgba);
    }

    /** What a kill does: nothing that comes after it is done, not even clearing away. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** The real disk, but for what a test makes of it. */
    private static class Passing implements Disk {
        @Override
        public File create(Path file) throws IOException {
            return Disk.real().create(file);
        }

        @Override
        public void replace(Path from, Path to) throws IOException {
            Disk.real().replace(from, to);
        }

        @Override
        public void takeFreeName(Path from, Path to) throws IOException {
            Disk.real().takeFreeName(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            Disk.real().delete(file);
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            Disk.real().forceFolder(folder);
        }
    }

    private static class Dying extends Passing {
        private final long after;

        Dying(long after) {
            this.after = after;
        }

        void die() throws IOException {
            throw new Killed();
        }

        @Override
        public File create(Path file) throws IOException {
            File real = super.create(file);
            return new File() {
                private long written;

                @Override
                public int write(ByteBuffer bytes) throws IOException {
                    written += bytes.remaining();
                    if (written > after) {
                        die();
                    }
                    return real.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    real.force();
                }

                @Override
                public int read(ByteBuffer bytes) throws IOException {
                    return real.read(bytes);
                }

                @Override
                public long position() throws IOException {
                    return real.position();
                }

                @Override
                public java.nio.channels.SeekableByteChannel position(long at) throws IOException {
                    return real.position(at);
                }

                @Override
                public long size() throws IOException {
                    return real.size();
                }

                @Override
                public java.nio.channels.SeekableByteChannel truncate(long size) throws IOException {
                    return real.truncate(size);
                }

                @Override
                public boolean isOpen() {
                    return real.isOpen();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public void delete(Path file) throws IOException {
            // A program that was killed clears nothing away.
        }
    }

    private static final class Full extends Dying {
        Full() {
            super(1000);
        }

        @Override
        void die() throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void delete(Path file) throws IOException {
            Disk.real().delete(file);
        }
    }

    @Test
    void another_folder_gets_the_new_pictures_and_the_old_ones_stay() throws IOException {
        PictureStore store = store();
        StoredPicture old = store.shelf("a cat").put(1, picture(4, 4, 90), recipe("a cat", 1));
        Path other = home.resolve("on another disk");
        store.keepIn(other);
        StoredPicture fresh = store.shelf("a dog").put(1, picture(4, 4, 91), recipe("a dog", 2));

        assertThat(store.folder()).isEqualTo(other);
        assertThat(fresh.file()).startsWith(other);
        assertThat(old.file()).exists();
        assertThat(newest(store, 10)).hasSize(1);
        store.discard(old);
        assertThat(old.file()).doesNotExist();
        store.restore(old);
        assertThat(old.file()).exists();
    }

    @Test
    void a_folder_that_cannot_be_written_is_not_taken() throws IOException {
        PictureStore store = store();
        Path file = Files.writeString(home.resolve("a file"), "not a folder");
        assertThatThrownBy(() -> store.keepIn(file.resolve("pictures"))).isInstanceOf(IOException.class);
        assertThat(store.folder()).isEqualTo(home.resolve("pictures"));
    }
}
