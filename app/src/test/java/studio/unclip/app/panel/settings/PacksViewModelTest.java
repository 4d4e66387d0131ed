package studio.unclip.app.panel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.platform.TinyPack;

class PacksViewModelTest {
    @TempDir
    Path home;

    private final List<Optional<String>> remembered = new ArrayList<>();
    private PacksViewModel model;
    private Path source;

    @BeforeEach
    void setUp() throws Exception {
        PlatformFolders folders = PlatformFolders.under(home);
        source = TinyPack.folder(home.resolve("source"));
        model = new PacksViewModel(
                new PackShelf(new PackFolders(Optional.empty(), folders.packs()), folders),
                Optional.empty(),
                Runnable::run,
                Runnable::run,
                remembered::add);
    }

    @Test
    void a_pack_is_installed_checked_chosen_and_removed() throws IOException {
        model.refresh();
        assertThat(model.rows()).isEmpty();
        model.install(source);
        assertThat(model.outcome().get()).endsWith("is installed.");
        PackRow row = model.rows().getFirst();
        assertThat(row.usable()).isTrue();
        assertThat(model.fraction().get()).isEqualTo(1);

        model.check(row);
        assertThat(model.outcome().get()).contains("is whole");
        model.choose(row);
        assertThat(model.isChosen(row)).isTrue();
        assertThat(remembered).containsExactly(Optional.of(row.id()));
        List<String> licence = new ArrayList<>();
        model.readLicence(row, licence::add);
        assertThat(licence.getFirst()).isNotBlank();

        model.remove(row);
        assertThat(model.rows()).isEmpty();
        assertThat(remembered).last().isEqualTo(Optional.empty());
        assertThat(row.folder()).doesNotExist();
    }

    @Test
    void a_damaged_pack_is_found_out_and_repaired_from_where_it_came() throws IOException {
        model.install(source);
        PackRow row = model.rows().getFirst();
        Path licence = row.licence().orElseThrow();
        Files.writeString(licence, "something else");
        model.check(row);
        assertThat(model.outcome().get()).contains(licence.getFileName().toString());
        model.repair(row);
        assertThat(model.outcome().get()).endsWith("is whole again.");
        model.check(model.rows().getFirst());
        assertThat(model.outcome().get()).contains("is whole");
    }

    @Test
    void what_is_no_pack_is_told_and_leaves_nothing() throws IOException {
        model.install(Files.createDirectories(home.resolve("empty")));
        assertThat(model.outcome().get()).contains("pack.json");
        assertThat(model.rows()).isEmpty();
        assertThat(model.doing().get()).isEmpty();
    }
}
