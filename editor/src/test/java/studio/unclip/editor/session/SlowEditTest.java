package studio.unclip.editor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.render.Flattener;
import studio.unclip.editor.tool.BrushTool;
import studio.unclip.editor.tool.PointerEvent;
import studio.unclip.editor.tool.PointerEvent.Kind;

/** Edits on the worker, one task at a time by hand. */
class SlowEditTest {
    private final Deque<Runnable> worker = new ArrayDeque<>();
    private final EditorSession session = new EditorSession(
            Document.blank(new IntSize(64, 64), "layer"),
            "Open",
            new SessionOptions(Runnable::run, worker::add, () -> Instant.EPOCH));
    private final LayerId layer = session.activeLayer().orElseThrow();

    private void work() {
        while (!worker.isEmpty()) {
            worker.poll().run();
        }
    }

    private CompletableFuture<EditOutcome> fillLater() {
        return session.applyLater(new FillEdit.Area(layer, 0xffff0000), "Fill", Optional.of("recipe"));
    }

    @Test
    void itLandsAsOneEntryWhenItIsDone() {
        CompletableFuture<EditOutcome> outcome = fillLater();
        assertThat(outcome).isNotDone();
        assertThat(session.history().size()).isEqualTo(1);
        work();
        assertThat(outcome.join())
                .isEqualTo(new EditOutcome.Changed(session.history().current().id()));
        assertThat(session.history().current().recipe()).contains("recipe");
        assertThat(Flattener.flatten(session.document()).argb(5, 5)).isEqualTo(0xffff0000);
    }

    @Test
    void whatHappenedMeanwhileIsKept() {
        CompletableFuture<EditOutcome> outcome = fillLater();
        assertThat(session.apply(new LayerEdit.Rename(layer, "meanwhile"), "Rename"))
                .isInstanceOf(EditOutcome.Changed.class);
        work();
        assertThat(outcome.join()).isInstanceOf(EditOutcome.Changed.class);
        assertThat(session.document().layer(layer).orElseThrow().name()).isEqualTo("meanwhile");
        assertThat(Flattener.flatten(session.document()).argb(5, 5)).isEqualTo(0xffff0000);
        assertThat(session.history().size()).isEqualTo(3);
    }

    @Test
    void itWaitsForTheEndOfAStroke() {
        CompletableFuture<EditOutcome> outcome = fillLater();
        session.choose(BrushTool.paint(Brush.round(10, 1), 0xff0000ff, "Brush"));
        session.pointer(PointerEvent.of(Kind.DOWN, 20, 20, 0));
        work();
        assertThat(outcome).isNotDone();
        session.pointer(PointerEvent.of(Kind.MOVE, 40, 20, 1_000_000));
        assertThat(session.isBusy()).as("the stroke was not cut").isTrue();
        session.pointer(PointerEvent.of(Kind.UP, 60, 20, 2_000_000));
        work();
        assertThat(outcome.join()).isInstanceOf(EditOutcome.Changed.class);
        assertThat(session.history().entries()).extracting("label").containsExactly("Open", "Brush", "Fill");
    }

    @Test
    void cancelledItNeverLands() {
        CompletableFuture<EditOutcome> outcome = fillLater();
        outcome.cancel(true);
        work();
        assertThat(session.history().size()).isEqualTo(1);
        assertThat(Flattener.flatten(session.document()).argb(5, 5)).isZero();
    }

    @Test
    void aRefusalIsAValue() {
        session.apply(new LayerEdit.SetLocked(layer, true), "Lock");
        CompletableFuture<EditOutcome> outcome = fillLater();
        work();
        assertThat(outcome.join()).isEqualTo(new EditOutcome.Refused(Refusal.LAYER_LOCKED));
    }
}
