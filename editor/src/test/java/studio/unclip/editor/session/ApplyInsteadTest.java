package studio.unclip.editor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryBudget;
import studio.unclip.editor.pixel.Raster;

/** Trying one edit after the other. */
class ApplyInsteadTest {
    private final EditorSession session = new EditorSession(
            Document.blank(new IntSize(16, 16), "Background"),
            "Empty",
            new SessionOptions(Runnable::run, Runnable::run, InstantSource.system(), HistoryBudget.memory(1L << 30)));

    private static Edit picture(String name) {
        return new PlacePicture(name, Raster.filled(4, 4, 0xff00ff00), 0, 0);
    }

    private String top() {
        return session.document().layers().getLast().properties().name();
    }

    @Test
    void the_second_takes_the_place_of_the_first_and_undo_goes_before_both() {
        session.apply(picture("a"), "a");
        session.applyInstead(picture("b"), "b", Optional.empty());

        assertThat(top()).isEqualTo("b");
        assertThat(session.document().layers()).hasSize(2);
        assertThat(session.history().size()).isEqualTo(2);
        session.undo();
        assertThat(session.document().layers()).hasSize(1);
        session.redo();
        assertThat(top()).isEqualTo("b");
    }

    @Test
    void what_others_were_made_from_or_is_starred_stays_beside() {
        session.apply(picture("a"), "a");
        session.apply(picture("on a"), "on a");
        session.undo();
        session.applyInstead(picture("b"), "b", Optional.empty());
        assertThat(session.history().entries())
                .extracting(entry -> entry.label())
                .containsExactly("Empty", "a", "on a", "b");

        session.star(session.history().current().id(), true);
        session.applyInstead(picture("c"), "c", Optional.empty());
        assertThat(session.history().size()).isEqualTo(5);
        assertThat(session.history().children(session.history().root().id())).hasSize(3);
    }

    @Test
    void the_first_state_has_nothing_before_it_so_the_edit_is_made_of_it() {
        session.applyInstead(picture("a"), "a", Optional.empty());
        assertThat(session.history().size()).isEqualTo(2);
        assertThat(top()).isEqualTo("a");
    }

    @Test
    void a_refused_edit_leaves_everything_as_it_was() {
        session.apply(picture("a"), "a");
        Edit impossible = new PlacePicture("far", Raster.filled(4, 4, 0), 1 << 28, 0);
        assertThat(session.applyInstead(impossible, "far", Optional.empty())).isInstanceOf(EditOutcome.Refused.class);
        assertThat(session.history().size()).isEqualTo(2);
        assertThat(top()).isEqualTo("a");
    }
}
