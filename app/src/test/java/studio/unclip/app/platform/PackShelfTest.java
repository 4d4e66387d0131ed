package studio.unclip.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.Watcher;

class PackShelfTest {
    @TempDir
    Path root;

    private Path starter;
    private PackShelf shelf;

    @BeforeEach
    void start() throws IOException {
        starter = TinyPack.folder(root.resolve("assets/starter"));
        PlatformFolders folders = PlatformFolders.under(root.resolve("home"));
        shelf = new PackShelf(new PackFolders(Optional.of(root.resolve("assets")), folders.packs()), folders);
    }

    @Test
    void a_built_in_pack_opens_again_and_again_and_nothing_is_written_beside_it() throws Exception {
        assertThat(shelf.open(starter).manifest().id()).isEqualTo("example");
        assertThat(shelf.open(starter).folder()).isEqualTo(starter);
        assertThat(starter).isDirectoryNotContaining("glob:**.stamp");
    }

    @Test
    void a_newer_version_in_the_same_folder_is_checked_and_opened() throws Exception {
        shelf.open(starter);
        Path manifest = starter.resolve("pack.json");
        Files.writeString(manifest, Files.readString(manifest).replace("1.0.0", "1.0.1-new"));
        assertThat(shelf.open(starter).manifest().version()).isEqualTo("1.0.1-new");
    }

    @Test
    void damage_since_the_last_check_is_found() throws Exception {
        shelf.open(starter);
        Files.writeString(starter.resolve("decoder.weights"), "decoder.weightS");
        Files.setLastModifiedTime(starter.resolve("decoder.weights"), FileTime.fromMillis(1_000_000));
        assertThatThrownBy(() -> shelf.open(starter))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("decoder.weights");
    }

    @Test
    void an_installed_pack_is_found_before_a_built_in_one_of_the_same_id() throws Exception {
        assertThat(shelf.find("example").orElseThrow().builtIn()).isTrue();
        shelf.store().install(starter, Watcher.silent());
        PackShelf.Entry found = shelf.find("example").orElseThrow();
        assertThat(found.builtIn()).isFalse();
        assertThat(shelf.open(found.folder()).folder()).isEqualTo(found.folder());
        assertThat(shelf.list()).hasSize(2);
    }
}
