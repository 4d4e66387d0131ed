package studio.unclip.app.panel.mode;

import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import studio.unclip.app.control.NumberEntry;
import studio.unclip.app.control.NumberKind;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PictureSize;

/** How wide and high a picture is to be, of a pack that draws more than one size. Window thread. */
public final class SizeForm {
    private final int own;
    private final PackInfo.Sizes sizes;
    private final NumberEntry<Integer> width;
    private final NumberEntry<Integer> height;
    private final ObjectBinding<Optional<Shape>> shape;
    private final StringBinding problem;

    /** Shapes that are one click away; each about as large as the pack's own picture. */
    public enum Shape {
        SQUARE("Square", 1, 1),
        PORTRAIT("Portrait", 3, 4),
        LANDSCAPE("Landscape", 4, 3);

        private final String title;
        private final int across;
        private final int down;

        Shape(String title, int across, int down) {
            this.title = title;
            this.across = across;
            this.down = down;
        }

        public String title() {
            return title;
        }
    }

    /**
     * @param own width and height of the pack's own picture, pixels
     * @param sizes what it draws beside that
     */
    SizeForm(int own, PackInfo.Sizes sizes) {
        this.own = own;
        this.sizes = sizes;
        this.width = new NumberEntry<>("Width, pixels", NumberKind.sides(sizes), own);
        this.height = new NumberEntry<>("Height, pixels", NumberKind.sides(sizes), own);
        this.shape = Bindings.createObjectBinding(
                () -> Stream.of(Shape.values())
                        .filter(one -> of(one).equals(now()))
                        .findFirst(),
                width.value(),
                height.value());
        this.problem = Bindings.createStringBinding(
                () -> sizes.hasRoomFor(width.value().get(), height.value().get())
                        ? ""
                        : "This pack draws at most " + sizes.mostPixels() + " pixels in all; " + now() + " are "
                                + (long) now().width() * now().height() + ". Make it less wide or less high.",
                width.value(),
                height.value());
    }

    /** In pixels; what is typed becomes the nearest that the pack draws. */
    public NumberEntry<Integer> width() {
        return width;
    }

    /** In pixels; what is typed becomes the nearest that the pack draws. */
    public NumberEntry<Integer> height() {
        return height;
    }

    /** The one whose numbers are in the fields; empty: none is. */
    public ObjectBinding<Optional<Shape>> shape() {
        return shape;
    }

    /** Why the pack does not draw what is in the fields, one sentence; empty: it does. */
    StringBinding problem() {
        return problem;
    }

    /** Writes a shape's numbers into the fields. */
    public void choose(Shape one) {
        write(of(one));
    }

    /** What a shape means for this pack. */
    PictureSize of(Shape one) {
        double stretched = Math.sqrt((double) one.across / one.down);
        return one == Shape.SQUARE
                ? new PictureSize(own, own)
                : new PictureSize(sizes.nearest((int) Math.round(own * stretched)), sizes.nearest((int)
                        Math.round(own / stretched)));
    }

    /** As a picture was asked for; the pack's own where that is of no size of this pack's. */
    void use(Optional<PictureSize> asked) {
        write(asked.filter(size -> size.width() == sizes.nearest(size.width())
                        && size.height() == sizes.nearest(size.height())
                        && sizes.hasRoomFor(size.width(), size.height()))
                .orElseGet(() -> of(Shape.SQUARE)));
    }

    private void write(PictureSize size) {
        width.value().set(size.width());
        height.value().set(size.height());
        // A note about what was typed before says nothing of these.
        width.write();
        height.write();
    }

    private PictureSize now() {
        return new PictureSize(width.value().get(), height.value().get());
    }

    /** What is asked for; empty: the pack's own size. */
    Optional<PictureSize> asked() {
        return Optional.of(now()).filter(size -> !size.equals(of(Shape.SQUARE)));
    }
}
