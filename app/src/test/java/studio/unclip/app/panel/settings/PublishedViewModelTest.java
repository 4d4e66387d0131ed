package studio.unclip.app.panel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.panel.settings.PublishedViewModel.Found;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.platform.TinyPublished;
import studio.unclip.inference.published.PublishedPacks;

/** A published model's folders, from choosing them to a pack whose hashes are known. */
class PublishedViewModelTest {
    @TempDir
    Path home;

    private PacksViewModel packs(PublishedPacks families) {
        PlatformFolders folders = PlatformFolders.under(home);
        return new PacksViewModel(
                new PackShelf(new PackFolders(Optional.empty(), folders.packs()), folders, () -> families),
                Optional.empty(),
                Runnable::run,
                Runnable::run,
                _ -> {});
    }

    private PublishedPacks families() throws IOException {
        return TinyPublished.families(Files.createDirectories(home.resolve("family")));
    }

    private Path published() throws IOException {
        return TinyPublished.published(home.resolve("downloads/karlo-v1-alpha"));
    }

    @Test
    void what_is_chosen_says_its_size_and_terms_and_is_installed_and_read_for_its_hashes() throws IOException {
        PacksViewModel packs = packs(families());
        PublishedViewModel model = packs.published();
        Path folder = published();
        model.add(folder);
        assertThat(model.folders()).containsExactly(folder);
        assertThat(model.found().get()).isInstanceOfSatisfying(Found.Whole.class, whole -> {
            assertThat(whole.facts()).contains("MB of weights", "CC0-1.0");
            assertThat(whole.words()).contains("Not given: its image variations");
        });

        model.install();
        assertThat(packs.outcome().get()).endsWith("is installed and can be used.");
        assertThat(model.folders()).isEmpty();
        PackRow row = packs.rows().getFirst();
        assertThat(row.usable()).isTrue();
        assertThat(packs.hashing().doing().get()).as("read").isEmpty();
        packs.check(row);
        assertThat(packs.outcome().get()).contains("is whole");
    }

    @Test
    void a_folder_around_them_will_do_and_is_recognised() throws IOException {
        PacksViewModel packs = packs(families());
        Path folder = published();
        List<Boolean> answers = new ArrayList<>();
        packs.published().ask(home.resolve("downloads"), answers::add);
        packs.published().ask(Files.createDirectories(home.resolve("empty")), answers::add);
        assertThat(answers).containsExactly(true, false);
        packs.published().add(home.resolve("downloads"));
        assertThat(packs.published().folders()).containsExactly(folder);
        packs.published().add(folder);
        assertThat(packs.published().folders()).as("once").hasSize(1);
    }

    @Test
    void the_folder_that_is_missing_is_named() throws IOException {
        PacksViewModel packs = packs(TinyPublished.familyOfTwoFolders(Files.createDirectories(home.resolve("family"))));
        packs.published().add(published());
        assertThat(packs.published().found().get())
                .isInstanceOfSatisfying(
                        Found.Lacking.class,
                        lacking -> assertThat(lacking.why())
                                .contains("image variations", "is missing", "UnCLIPImageVariationPipeline"));
        packs.published().install();
        assertThat(packs.doing().get()).isEmpty();
        assertThat(packs.rows()).isEmpty();
    }

    @Test
    void what_is_no_model_says_so_and_can_be_taken_out() throws IOException {
        PacksViewModel packs = packs(families());
        Path empty = Files.createDirectories(home.resolve("empty"));
        packs.published().add(empty);
        assertThat(packs.published().found().get())
                .isInstanceOfSatisfying(
                        Found.Lacking.class,
                        lacking -> assertThat(lacking.why()).contains("model_index.json"));
        packs.published().remove(empty);
        assertThat(packs.published().found().get()).isEqualTo(new Found.Nothing());
    }
}
