package studio.unclip.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFoldersTest {
    @TempDir
    Path root;

    @Test
    void built_in_packs_come_first_and_folders_without_a_manifest_are_none() throws IOException {
        Path starter = pack("assets/starter");
        Path karlo = pack("data/karlo");
        Files.createDirectories(root.resolve("data/half-copied"));
        PackFolders packs = new PackFolders(Optional.of(root.resolve("assets")), root.resolve("data"));

        assertThat(packs.all()).containsExactly(starter, karlo);
        assertThat(packs.starter()).contains(starter);
        assertThat(packs.isBuiltIn(starter)).isTrue();
        assertThat(packs.isBuiltIn(karlo)).isFalse();
    }

    @Test
    void folders_that_do_not_exist_hold_no_packs() {
        PackFolders packs = new PackFolders(Optional.empty(), root.resolve("nowhere"));
        assertThat(packs.all()).isEmpty();
        assertThat(packs.starter()).isEmpty();
    }

    private Path pack(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.writeString(folder.resolve("pack.json"), "{}");
        return folder;
    }
}
