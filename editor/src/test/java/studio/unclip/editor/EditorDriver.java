package studio.unclip.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.HistoryBudget;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.editor.session.EditOutcome;
import studio.unclip.editor.session.EditorSession;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.editor.session.SessionOptions;
import studio.unclip.editor.tool.BrushTool;
import studio.unclip.editor.tool.BrushTool.Aim;
import studio.unclip.editor.tool.PointerEvent;
import studio.unclip.editor.tool.PointerEvent.Kind;
import studio.unclip.editor.tool.PointerEvent.Modifier;
import studio.unclip.editor.tool.Tool;

/**
 * A person at the editor, without a screen: chooses tools, moves the pointer, holds keys, undoes, and says what is to be
 * seen. Slow work runs at once, on the same thread.
 */
public final class EditorDriver {
    private final EditorSession session;
    private final Set<Modifier> held = EnumSet.noneOf(Modifier.class);
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Integer> picked = new ArrayList<>();
    private IntRect dirty = IntRect.EMPTY;
    private double pressure = 1;
    private long nanos;

    private EditorDriver(EditorSession session) {
        this.session = session;
        session.addListener(new SessionListener() {
            @Override
            public void documentChanged(Document before, Document after, IntRect changed) {
                dirty = dirty.union(changed);
            }

            @Override
            public void refused(Refusal reason) {
                refusals.add(reason);
            }

            @Override
            public void colourPicked(int argb) {
                picked.add(argb);
            }
        });
    }

    public static EditorDriver blank(int width, int height) {
        return on(Document.blank(new IntSize(width, height), "Layer"));
    }

    public static EditorDriver on(Raster picture) {
        return on(Document.of(picture, "Picture"));
    }

    public static EditorDriver on(Document document) {
        return on(document, HistoryBudget.UNLIMITED);
    }

    public static EditorDriver on(Document document, HistoryBudget budget) {
        return new EditorDriver(new EditorSession(document, "Open", options(budget)));
    }

    /** Opened again with the history it was saved with. */
    public static EditorDriver resume(Document document, String label, List<HistoryEntry> saved, EntryId current) {
        return new EditorDriver(
                EditorSession.resume(document, label, saved, current, options(HistoryBudget.UNLIMITED)));
    }

    private static SessionOptions options(HistoryBudget budget) {
        return new SessionOptions(Runnable::run, Runnable::run, () -> Instant.EPOCH, budget);
    }

    public EditorSession session() {
        return session;
    }

    public Document document() {
        return session.document();
    }

    public LayerId activeLayer() {
        return session.activeLayer().orElseThrow();
    }

    public EditorDriver choose(Tool tool) {
        session.choose(tool);
        return this;
    }

    public EditorDriver brush(Brush brush, int argb) {
        return choose(BrushTool.paint(brush, argb, "Brush"));
    }

    public EditorDriver eraser(Brush brush) {
        return choose(BrushTool.eraser(brush, "Eraser"));
    }

    public EditorDriver maskBrush(Brush brush) {
        return choose(BrushTool.mask(Aim.DOCUMENT_MASK, brush, "Mask"));
    }

    public EditorDriver maskEraser(Brush brush) {
        return choose(BrushTool.maskEraser(Aim.DOCUMENT_MASK, brush, "Unmask"));
    }

    public EditorDriver hold(Modifier... keys) {
        held.clear();
        held.addAll(List.of(keys));
        return this;
    }

    public EditorDriver pressure(double value) {
        pressure = value;
        return this;
    }

    public EditorDriver down(double x, double y) {
        return pointer(Kind.DOWN, x, y);
    }

    public EditorDriver moveTo(double x, double y) {
        return pointer(Kind.MOVE, x, y);
    }

    public EditorDriver up(double x, double y) {
        return pointer(Kind.UP, x, y);
    }

    /** Down at the first point, over the others, up at the last: x, y, x, y, … */
    public EditorDriver drag(double... points) {
        down(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            moveTo(points[i], points[i + 1]);
        }
        return up(points[points.length - 2], points[points.length - 1]);
    }

    public EditorDriver click(double x, double y) {
        return down(x, y).up(x, y);
    }

    private EditorDriver pointer(Kind kind, double x, double y) {
        nanos += 8_000_000;
        session.pointer(new PointerEvent(kind, x, y, pressure, held, nanos));
        return this;
    }

    public EditorDriver escape() {
        session.cancelGesture();
        return this;
    }

    public EditorDriver enter() {
        session.finishGesture();
        return this;
    }

    public EditorDriver undo() {
        session.undo();
        return this;
    }

    public EditorDriver redo() {
        session.redo();
        return this;
    }

    /** An edit that must be possible. */
    public EditorDriver edit(Edit edit) {
        return edit(edit, edit.getClass().getSimpleName(), Optional.empty());
    }

    public EditorDriver edit(Edit edit, String label, Optional<String> recipe) {
        assertThat(session.apply(edit, label, recipe)).isNotInstanceOf(EditOutcome.Refused.class);
        return this;
    }

    public EditorDriver expectRefused(Edit edit, Refusal reason) {
        Document before = document();
        assertThat(session.apply(edit, "refused")).isEqualTo(new EditOutcome.Refused(reason));
        assertThat(document()).isSameAs(before);
        return this;
    }

    /** What all layers show there, {@code 0xAARRGGBB}. */
    public int pixel(int x, int y) {
        return Flattener.flatten(document(), new IntRect(x, y, 1, 1)).argb(0, 0);
    }

    public EditorDriver expectPixel(int x, int y, int argb) {
        assertThat(pixel(x, y))
                .as("pixel (%d, %d): %08x, expected %08x", x, y, pixel(x, y), argb)
                .isEqualTo(argb);
        return this;
    }

    public EditorDriver expectMask(int x, int y, int value) {
        assertThat(document().mask().coverage().value(x, y))
                .as("mask at (%d, %d)", x, y)
                .isEqualTo(value);
        return this;
    }

    public EditorDriver expectSelected(int x, int y, int value) {
        assertThat(document().selection().coverage().value(x, y))
                .as("selection at (%d, %d)", x, y)
                .isEqualTo(value);
        return this;
    }

    public EditorDriver expectEntries(int count) {
        assertThat(session.history().size()).isEqualTo(count);
        return this;
    }

    public EditorDriver expectLabel(String label) {
        assertThat(session.history().current().label()).isEqualTo(label);
        return this;
    }

    public List<Refusal> refusals() {
        return refusals;
    }

    public List<Integer> picked() {
        return picked;
    }

    /** What listeners were told is dirty since the last call. */
    public IntRect drainDirty() {
        IntRect result = dirty;
        dirty = IntRect.EMPTY;
        return result;
    }
}
