package studio.unclip.app.panel.mode;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.control.NumberEntry;
import studio.unclip.app.control.NumberKind;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.Growth;
import studio.unclip.app.edit.Rings;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Sampling;

/** The scene goes on around the picture: how far on which side. */
public final class ExpandForm implements ModeForm {
    private static final int STEP = 32;

    /** A side of the picture. */
    public enum Side {
        LEFT("Left"),
        TOP("Top"),
        RIGHT("Right"),
        BOTTOM("Bottom");

        private final String title;

        Side(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Workspace workspace;
    private final StringBinding missing;
    private final ObjectProperty<IntRect> frame;
    private final Map<Side, NumberEntry<Integer>> room = new EnumMap<>(Side.class);
    private final DoubleProperty likeness = new SimpleDoubleProperty(this, "likeness", Growth.LIKENESS);

    private final ReadOnlyLongWrapper wishes = new ReadOnlyLongWrapper(this, "wishes");

    /** Whether the numbers are being written because the frame changed. */
    private boolean following;

    /** @param frame the larger canvas in the document's pixels; holds the document, and is pulled on the canvas too */
    ExpandForm(Workspace workspace, ObjectProperty<IntRect> frame) {
        this.workspace = workspace;
        this.frame = frame;
        for (Side side : Side.values()) {
            NumberEntry<Integer> entry =
                    new NumberEntry<>(side.title() + ", pixels", NumberKind.whole(0, ImageRequest.MAX_SIDE, STEP), 0);
            entry.value().addListener((_, _, _) -> {
                if (!following) {
                    grow(typed());
                }
            });
            room.put(side, entry);
        }
        frame.subscribe(this::follow);
        workspace.document().addListener((_, _, _) -> follow());
        missing = Bindings.createStringBinding(
                () -> {
                    String picture = OnPicture.missing(workspace).get();
                    boolean grows =
                            !frame.get().equals(workspace.document().get().bounds());
                    return !picture.isEmpty() || grows
                            ? picture
                            : "Pull a side of the frame outward, or choose how far to zoom out.";
                },
                workspace.empty(),
                workspace.document(),
                frame);
    }

    /** Pixels to add on a side. */
    public NumberEntry<Integer> room(Side side) {
        return room.get(side);
    }

    /** How much of the picture's embedding goes into the prompt's, 0 to 1. */
    public DoubleProperty likeness() {
        return likeness;
    }

    /** Room on all sides, so that the picture becomes {@code factor} times as wide and high. */
    public void zoomOut(double factor) {
        PixelRect larger = Growth.zoomed(picture(), factor);
        grow(new IntRect(larger.x(), larger.y(), larger.width(), larger.height()));
    }

    /** Room at the left and right, or above and below, until the sides are in this proportion. */
    public void shape(int across, int down) {
        PixelRect picture = picture();
        int width = Math.max(picture.width(), Math.ceilDiv(picture.height() * across, down));
        int height = Math.max(picture.height(), Math.ceilDiv(picture.width() * down, across));
        grow(new IntRect(-(width - picture.width()) / 2, -(height - picture.height()) / 2, width, height));
    }

    /** As much room on each side as was asked for. */
    void use(ImageRequest.Expand request) {
        PixelRect old = request.picture().bounds();
        PixelRect picture = picture();
        grow(IntRect.between(
                request.canvas().x(),
                request.canvas().y(),
                picture.width() + request.canvas().right() - old.width(),
                picture.height() + request.canvas().bottom() - old.height()));
        likeness.set(request.likeness());
    }

    private void grow(IntRect wished) {
        frame.set(wished);
        wishes.set(wishes.get() + 1);
    }

    /** Counts how often the frame was set here, by number or button, rather than by its handles. */
    public ReadOnlyLongProperty wishes() {
        return wishes.getReadOnlyProperty();
    }

    /** No room at all. */
    public void reset() {
        frame.set(workspace.document().get().bounds());
    }

    private PixelRect picture() {
        Document document = workspace.document().get();
        return new PixelRect(0, 0, document.size().width(), document.size().height());
    }

    private IntRect typed() {
        PixelRect picture = picture();
        return IntRect.between(
                -taken(Side.LEFT),
                -taken(Side.TOP),
                picture.width() + taken(Side.RIGHT),
                picture.height() + taken(Side.BOTTOM));
    }

    private int taken(Side side) {
        return room.get(side).value().get();
    }

    private void follow() {
        PixelRect picture = picture();
        IntRect now = frame.get();
        following = true;
        write(Side.LEFT, -now.x());
        write(Side.TOP, -now.y());
        write(Side.RIGHT, now.right() - picture.width());
        write(Side.BOTTOM, now.bottom() - picture.height());
        following = false;
    }

    private void write(Side side, int pixels) {
        int known = Math.max(0, pixels);
        if (taken(side) != known) {
            room.get(side).value().set(known);
        }
    }

    @Override
    public Mode mode() {
        return Mode.EXPAND;
    }

    @Override
    public ObservableValue<PromptUse> promptUse() {
        return new SimpleObjectProperty<>(PromptUse.OPTIONAL);
    }

    @Override
    public ObservableValue<String> question() {
        return new SimpleStringProperty("What lies around it? Empty: the scene goes on.");
    }

    @Override
    public ObservableValue<String> missing() {
        return missing;
    }

    @Override
    public Ask ask(String prompt, Supplier<Sampling> sampling) {
        Document document = workspace.document().get();
        IntRect now = frame.get();
        ImageRequest.Expand request = new ImageRequest.Expand(
                new DocumentPicture(document),
                new PixelRect(now.x(), now.y(), now.width(), now.height()),
                prompt,
                likeness.get(),
                sampling.get());
        return new Ask(
                Mode.EXPAND,
                request,
                new Destination.Around(document, Rings.along(request)),
                prompt.isEmpty() ? "Expanded" : prompt);
    }
}
