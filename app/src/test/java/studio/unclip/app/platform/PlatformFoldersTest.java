package studio.unclip.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformFoldersTest {
    private static final Path HOME = Path.of("/home/ada").toAbsolutePath();

    @Test
    void linux_follows_the_xdg_defaults() {
        PlatformFolders folders = PlatformFolders.of("Linux", Map.of(), HOME);
        assertThat(folders.configuration()).isEqualTo(HOME.resolve(".config/unclip-studio"));
        assertThat(folders.packs()).isEqualTo(HOME.resolve(".local/share/unclip-studio/packs"));
        assertThat(folders.logs()).isEqualTo(HOME.resolve(".local/state/unclip-studio/logs"));
        assertThat(folders.cache()).isEqualTo(HOME.resolve(".cache/unclip-studio"));
    }

    @Test
    void xdg_variables_move_folders_unless_they_are_relative() {
        Path elsewhere = Path.of("/data").toAbsolutePath();
        PlatformFolders folders = PlatformFolders.of(
                "Linux", Map.of("XDG_DATA_HOME", elsewhere.toString(), "XDG_STATE_HOME", "relative"), HOME);
        assertThat(folders.data()).isEqualTo(elsewhere.resolve("unclip-studio"));
        assertThat(folders.state()).isEqualTo(HOME.resolve(".local/state/unclip-studio"));
    }

    @Test
    void windows_and_macos_have_their_own_customs() {
        Path roaming = Path.of("/users/ada/roaming").toAbsolutePath();
        PlatformFolders windows = PlatformFolders.of("Windows 11", Map.of("APPDATA", roaming.toString()), HOME);
        assertThat(windows.configuration()).isEqualTo(roaming.resolve("Unclip Studio"));
        assertThat(windows.data()).isEqualTo(HOME.resolve("AppData/Local/Unclip Studio/Data"));
        PlatformFolders mac = PlatformFolders.of("Mac OS X", Map.of(), HOME);
        assertThat(mac.packs()).isEqualTo(HOME.resolve("Library/Application Support/Unclip Studio/packs"));
        assertThat(mac.cache()).isEqualTo(HOME.resolve("Library/Caches/Unclip Studio"));
    }

    @Test
    void one_variable_puts_everything_in_one_folder_on_every_platform() {
        Path stick = Path.of("/media/stick").toAbsolutePath();
        for (String os : new String[] {"Linux", "Windows 11", "Mac OS X"}) {
            PlatformFolders folders = PlatformFolders.of(os, Map.of("UNCLIP_HOME", stick.toString()), HOME);
            assertThat(folders).as(os).isEqualTo(PlatformFolders.under(stick));
            assertThat(folders.logs()).startsWithRaw(stick);
        }
    }
}
