package studio.unclip.app.generate;

import java.util.Optional;
import java.util.function.IntBinaryOperator;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PixelRect;

/**
 * Where a result lies that is painted into a picture or around it.
 *
 * @param asked the picture, as it was
 * @param within all that the result covers, pixels of the document that was asked about; may reach outside it
 * @param change 0 to 255 for a pixel of that document, or one outside it: whether it will change
 */
record ResultPlace(Document asked, IntRect within, IntBinaryOperator change) {

    /** Empty for pictures of their own. */
    static Optional<ResultPlace> of(Ask ask) {
        return switch (ask.destination()) {
            case Destination.Within within ->
                Optional.of(new ResultPlace(within.asked(), within.asked().bounds(), within.repaint()::value));
            case Destination.Around around ->
                Optional.of(around(
                        around.asked(),
                        ((ImageRequest.Expand) ask.request()).canvas(),
                        around.ring().width()));
            case Destination.NewLayer _, Destination.Instead _ -> Optional.empty();
        };
    }

    /** Over its new sides the old picture gives way as far as the ring reaches: there the window would shine through. */
    private static ResultPlace around(Document asked, PixelRect canvas, int ring) {
        IntRect all = asked.bounds();
        IntRect old = IntRect.between(
                all.x() + (canvas.x() < all.x() ? ring : 0),
                all.y() + (canvas.y() < all.y() ? ring : 0),
                all.right() - (canvas.right() > all.right() ? ring : 0),
                all.bottom() - (canvas.bottom() > all.bottom() ? ring : 0));
        return new ResultPlace(
                asked,
                new IntRect(canvas.x(), canvas.y(), canvas.width(), canvas.height()),
                (x, y) -> x >= old.x() && x < old.right() && y >= old.y() && y < old.bottom() ? 0 : 255);
    }
}
