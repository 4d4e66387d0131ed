package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.results.PictureStore;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.Picture;

/** Finished pictures in their files: written at once, back after a restart, in the trash. */
class KeepingTest extends ScriptedTray {

    @Test
    void every_finished_picture_is_in_a_file_with_its_recipe_at_once_and_back_after_a_restart() throws Exception {
        ScriptedGenerator generator = new ScriptedGenerator().waitingAfter(2);
        generate(generator, 3);
        generator.waiting.await();
        hearUntil(() -> tray.candidates().stream()
                        .filter(one -> one.stored().isPresent())
                        .count()
                == 2);
        assertThat(tray.unwritten()).isZero();
        Path file = tray.candidates().getFirst().stored().orElseThrow().file();
        assertThat(PictureReader.read(file)).isEqualTo(ScriptedPictures.picture(7));
        assertThat(RecipeReader.read(file).seed()).isEqualTo(7);
        tray.cancel();

        // Nothing was closed: as after a kill.
        TrayViewModel later = tray(Disk.real());
        later.showEarlier();
        hearUntil(() -> later.candidates().size() == 2);
        assertThat(later.candidates()).extracting(CandidateViewModel::number).containsExactly(1, 2);
        assertThat(later.candidates()).extracting(CandidateViewModel::seed).containsExactly(7L, 8L);
        assertThat(later.rounds().getFirst().label()).isEqualTo("an owl");
        assertThat(later.state().get()).isEqualTo(new TrayState.Earlier());
        later.tried().accept(later.candidates().getLast());
        hearUntil(() -> later.candidates().getLast().placed().get());
        assertThat(workspace.history().current().label()).isEqualTo("an owl");
        assertThat(Flattener.flatten(workspace.document().get()).argb(3, 0))
                .isEqualTo(new java.awt.Color(8, 0, 3).getRGB());
    }

    @Test
    void what_the_disk_does_not_take_is_told_once_stays_and_is_written_with_the_next() throws Exception {
        Files.writeString(folder.resolve("pictures"), "a file where the folder should be");
        generate(new ScriptedGenerator(), 3);
        hearAll();
        hearUntil(() -> tray.unwritten() == 3);
        assertThat(refusals).hasSize(1);
        assertThat(refusals.getFirst()).contains("only in memory", "stays in the tray");
        assertThat(tray.candidates()).hasSize(3).allMatch(one -> one.ready().isPresent());

        Files.delete(folder.resolve("pictures"));
        generate(new ScriptedGenerator(), 1);
        hearAll();
        hearUntilKept();
        assertThat(tray.unwritten()).isZero();
        assertThat(tray.candidates()).hasSize(4);
    }

    @Test
    void a_dismissed_picture_is_in_the_trash_and_can_be_brought_back_to_its_place() throws Exception {
        generate(new ScriptedGenerator(), 3);
        hearAll();
        hearUntilKept();
        CandidateViewModel second = tray.candidates().get(1);
        Path file = second.stored().orElseThrow().file();
        tray.dismiss(second);
        assertThat(numbers()).containsExactly(1, 3);
        assertThat(file).doesNotExist();
        assertThat(tray.state().get()).isInstanceOf(TrayState.Dismissed.class);

        tray.bringBack();
        assertThat(numbers()).containsExactly(1, 2, 3);
        assertThat(file).exists();

        tray.dismiss(tray.candidates().get(0));
        tray.dismiss(tray.candidates().get(0));
        tray.dismiss(tray.candidates().get(0));
        assertThat(tray.rounds()).isEmpty();
        tray.bringBack();
        assertThat(numbers()).as("the last one").containsExactly(3);
    }

    @Test
    void older_pictures_are_held_by_their_files_and_a_thumbnail() throws InterruptedException {
        LongFunction<Picture> large = seed -> Picture.of(1024, 1024, new byte[4 << 20]);
        ScriptedGenerator generator = new ScriptedGenerator().drawing(large);
        for (int round = 0; round < 3; round++) {
            generate(generator, 12);
            hearAll();
            hearUntilKept();
        }
        generate(generator, 1);
        hearAll();
        long held =
                tray.candidates().stream().mapToLong(CandidateViewModel::bytes).sum();
        assertThat(tray.candidates()).hasSize(37).allMatch(CandidateViewModel::finished);
        assertThat(held).isLessThanOrEqualTo(72L << 20);
        Picture small = tray.candidates().getLast().shown().get().orElseThrow();
        assertThat(small.width()).isBetween(PictureStore.THUMBNAIL_SIDE, PictureStore.THUMBNAIL_SIDE * 3 / 2);
        assertThat(tray.candidates().getLast().score())
                .as("the score is still known")
                .isPresent();
    }
}
