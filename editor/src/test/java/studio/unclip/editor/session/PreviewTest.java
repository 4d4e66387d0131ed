package studio.unclip.editor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.pixel.Raster;

/** A slider that is dragged: seen at once, made at the end, and never there if it is given up. */
class PreviewTest {
    private static final int WHITE = 0xffffffff;

    private final EditorDriver driver = EditorDriver.on(Raster.filled(40, 40, WHITE));
    private final EditorSession session = driver.session();
    private final LayerId layer = driver.activeLayer();

    private Optional<Refusal> opacity(float value) {
        return session.preview(new LayerEdit.SetOpacity(layer, value), "Opacity", Optional.of("recipe"));
    }

    @Test
    void onlyTheLastOneIsMadeAndIsOneEntry() {
        Document before = driver.document();
        for (int i = 1; i <= 5; i++) {
            assertThat(opacity(1 - i * 0.1f)).isEmpty();
            driver.expectEntries(1);
        }
        driver.expectPixel(3, 3, 0x80ffffff);
        assertThat(driver.drainDirty()).isEqualTo(new IntRect(0, 0, 40, 40));
        assertThat(session.isBusy()).isTrue();
        driver.enter().expectEntries(2).expectLabel("Opacity").expectPixel(3, 3, 0x80ffffff);
        assertThat(session.isBusy()).isFalse();
        assertThat(session.history().current().recipe()).contains("recipe");
        assertThat(driver.undo().document()).isSameAs(before);
    }

    @Test
    void givenUpItNeverWas() {
        Document before = driver.document();
        for (Runnable end : new Runnable[] {session::cancelGesture, session::undo}) {
            opacity(0.3f);
            end.run();
            assertThat(driver.document()).isSameAs(before);
            driver.expectEntries(1).expectPixel(3, 3, WHITE);
        }
        opacity(0.3f);
        opacity(1);
        driver.enter().expectEntries(1);
        assertThat(driver.document()).as("back where it began").isSameAs(before);
    }

    @Test
    void whatComesNextFindsItMade() {
        opacity(0.5f);
        driver.brush(Brush.round(4, 1), 0xffff0000).drag(5, 5, 20, 5);
        driver.expectEntries(3).undo().expectLabel("Opacity");
        opacity(0.2f);
        driver.edit(new LayerEdit.Rename(layer, "renamed")).expectEntries(5);
        assertThat(driver.document().layer(layer).orElseThrow().opacity()).isEqualTo(0.2f);
    }

    @Test
    void oneThatIsRefusedLeavesTheDocumentAsItIs() {
        Document before = driver.document();
        opacity(0.5f);
        assertThat(session.preview(new FillEdit.Area(new LayerId(99), 0), "Fill", Optional.empty()))
                .contains(Refusal.LAYER_MISSING);
        assertThat(driver.document()).isSameAs(before);
        assertThat(session.isBusy()).isFalse();
    }

    @Test
    void aSlowEditWaitsForItsEnd() {
        Deque<Runnable> worker = new ArrayDeque<>();
        EditorSession slow = new EditorSession(
                Document.blank(new IntSize(8, 8), "layer"),
                "Open",
                new SessionOptions(Runnable::run, worker::add, () -> Instant.EPOCH));
        LayerId only = slow.activeLayer().orElseThrow();
        CompletableFuture<EditOutcome> outcome =
                slow.applyLater(new FillEdit.Area(only, WHITE), "Fill", Optional.empty());
        slow.preview(new LayerEdit.SetOpacity(only, 0.5f), "Opacity", Optional.empty());
        worker.removeFirst().run(); // the first thumbnail
        worker.removeFirst().run();
        assertThat(outcome).isNotDone();
        slow.cancelGesture();
        assertThat(outcome.join()).isInstanceOf(EditOutcome.Changed.class);
        assertThat(slow.history().entries()).extracting("label").containsExactly("Open", "Fill");
    }
}
