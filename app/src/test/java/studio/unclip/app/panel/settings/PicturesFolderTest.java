package studio.unclip.app.panel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PicturesFolderTest {
    private static final Path USUAL = Path.of("/home/anne/pictures").toAbsolutePath();
    private static final Path OTHER = Path.of("/disk/of anne").toAbsolutePath();

    private final List<Path> kept = new ArrayList<>();
    private final List<Optional<Path>> remembered = new ArrayList<>();

    private PicturesFolder folder(PicturesFolder.Keep keep) {
        return new PicturesFolder(USUAL, USUAL, keep, remembered::add, Runnable::run, Runnable::run);
    }

    @Test
    void another_folder_holds_at_once_and_it_is_said_what_becomes_of_the_old_pictures() {
        PicturesFolder pictures = folder(kept::add);
        pictures.choose(OTHER);
        assertThat(kept).containsExactly(OTHER);
        assertThat(pictures.folder().get()).isEqualTo(OTHER);
        assertThat(pictures.told().get()).contains("stay in " + USUAL);

        pictures.chooseUsual();
        assertThat(pictures.isUsual()).isTrue();
        assertThat(remembered).containsExactly(Optional.of(OTHER), Optional.empty());
    }

    @Test
    void a_folder_that_cannot_be_written_changes_nothing_and_says_so() {
        PicturesFolder pictures = folder(_ -> {
            throw new IOException("read-only");
        });
        pictures.choose(OTHER);
        assertThat(pictures.folder().get()).isEqualTo(USUAL);
        assertThat(pictures.told().get()).contains("Nothing can be written in " + OTHER);
        assertThat(remembered).isEmpty();
    }
}
