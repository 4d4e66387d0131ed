package studio.unclip.editor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.MaskEdit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;
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

    private void stroke(int y, Runnable meanwhile) {
        session.pointer(PointerEvent.of(Kind.DOWN, 5, y, 0));
        session.pointer(PointerEvent.of(Kind.MOVE, 40, y, 1_000_000));
        meanwhile.run();
        session.pointer(PointerEvent.of(Kind.UP, 60, y, 2_000_000));
    }

    private List<String> labels() {
        return session.history().entries().stream().map(HistoryEntry::label).toList();
    }

    /** Somebody paints without a pause, and the worker is never done before the next stroke. */
    @Test
    void paintingOnAndOnKeepsItFromLandingOnceAtMost() {
        CompletableFuture<EditOutcome> outcome = fillLater();
        session.choose(BrushTool.paint(Brush.round(2, 1), 0xff0000ff, "Brush"));
        for (int y = 10; y < 50; y += 10) {
            stroke(y, this::work);
        }
        work();
        assertThat(outcome.join()).isInstanceOf(EditOutcome.Changed.class);
        assertThat(labels()).containsExactly("Open", "Brush", "Fill", "Brush", "Brush", "Brush");
        for (int y = 20; y < 50; y += 10) {
            assertThat(Flattener.flatten(session.document()).argb(30, y)).isEqualTo(0xff0000ff);
        }
        assertThat(session.isBusy()).isFalse();
    }

    @Test
    void aStrokeThatWaitsIsNeitherLostNorOutOfOrder() {
        for (String then : List.of("undo", "cancel", "rename", "escape")) {
            CompletableFuture<EditOutcome> outcome = fillLater();
            session.choose(BrushTool.paint(Brush.round(4, 1), 0xff0000ff, "Brush " + then));
            stroke(20, this::work);
            stroke(30, () -> {});
            assertThat(session.isBusy()).as("the second one waits").isTrue();
            int before = session.history().size();
            switch (then) {
                case "undo" -> assertThat(session.undo()).isTrue();
                case "cancel" -> assertThat(outcome.cancel(true)).isTrue();
                case "rename" -> session.apply(new LayerEdit.Rename(layer, "renamed"), "Rename");
                default -> session.cancelGesture();
            }
            assertThat(labels().subList(before, before + 1)).as(then).containsExactly("Brush " + then);
            boolean undone = then.equals("undo");
            assertThat(Flattener.flatten(session.document()).argb(30, 30) == 0xff0000ff)
                    .as(then)
                    .isEqualTo(!undone);
            work();
            assertThat(outcome).isDone();
            session.apply(new FillEdit.Clear(layer), "Clear");
        }
    }

    @Test
    void whateverBecomesOfItIsToldOnTheSessionsThread() {
        Deque<Runnable> sessionThread = new ArrayDeque<>();
        EditorSession careful = new EditorSession(
                Document.blank(new IntSize(8, 8), "layer"),
                "Open",
                new SessionOptions(sessionThread::add, worker::add, () -> Instant.EPOCH));
        Edit faulty = new MaskEdit.Grow(new PaintTarget.DocumentMask(), -1);
        Edit refused = new FillEdit.Area(new LayerId(99), 0);
        for (Edit edit : List.of(faulty, refused)) {
            CompletableFuture<EditOutcome> outcome = careful.applyLater(edit, "edit", Optional.empty());
            work();
            assertThat(outcome).as("not on the worker").isNotDone();
            while (!sessionThread.isEmpty()) {
                sessionThread.poll().run();
            }
            assertThat(outcome).isDone();
            assertThat(outcome.isCompletedExceptionally()).isEqualTo(edit.equals(faulty));
        }
    }

    @Test
    void aWorkerThatHasEndedIsAFailureToo() {
        EditorSession late = new EditorSession(
                Document.blank(new IntSize(8, 8), "layer"),
                "Open",
                new SessionOptions(
                        Runnable::run,
                        new Executor() {
                            private boolean ended;

                            @Override
                            public void execute(Runnable task) {
                                if (ended) {
                                    throw new RejectedExecutionException("ended");
                                }
                                ended = true; // after the first thumbnail
                                task.run();
                            }
                        },
                        () -> Instant.EPOCH));
        assertThat(late.applyLater(new FillEdit.Clear(layer), "Clear", Optional.empty()))
                .isCompletedExceptionally();
    }

    @Test
    void aRefusalThatIsOutOfDateIsLookedAtAgain() {
        session.apply(new LayerEdit.SetLocked(layer, true), "Lock");
        CompletableFuture<EditOutcome> outcome = fillLater();
        session.choose(BrushTool.mask(BrushTool.Aim.DOCUMENT_MASK, Brush.round(3, 1), "Mask"));
        session.pointer(PointerEvent.of(Kind.DOWN, 20, 20, 0));
        work();
        assertThat(outcome).isNotDone();
        session.apply(new LayerEdit.SetLocked(layer, false), "Unlock");
        work();
        assertThat(outcome.join()).isInstanceOf(EditOutcome.Changed.class);
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
