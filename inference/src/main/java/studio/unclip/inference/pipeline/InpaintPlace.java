package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.frame.CloseUp;
import studio.unclip.inference.frame.Context;
import studio.unclip.inference.frame.Frame;
import studio.unclip.inference.pack.Operations;

/**
 * One of the looks at a picture in which what is masked is painted, one after the other.
 *
 * @param context what the model is shown
 * @param mask what of it is painted, of the picture's size
 * @param purpose what happens there
 */
record InpaintPlace(Context context, Mask mask, Purpose purpose) {

    /** What happens in a look. */
    enum Purpose {
        /** What was asked for is painted. */
        ASKED,
        /** What is there goes, so that a thing which fills less than the mask stands on a ground that goes on. */
        CLEARED,
        /** The thing is painted into the place that was cleared just before. */
        CLOSE
    }

    /**
     * The looks at a request's picture, from the top.
     *
     * @param size the model's
     * @param thing whether the prompt names one that takes its ground from what is there
     */
    static List<InpaintPlace> of(
            ImageRequest.Inpaint request, Operations.Inpaint constants, int size, boolean thing, double beside) {
        List<InpaintPlace> places = new ArrayList<>();
        for (Context context : Context.of(request.mask(), size, beside, request.frame())) {
            Optional<Operations.Drawn> drawn =
                    thing && request.closely() && request.frame().isEmpty()
                            ? constants.thing().drawn()
                            : Optional.empty();
            places.addAll(drawn.map(one -> closely(request, constants, size, context, one))
                    .orElseGet(() -> List.of(new InpaintPlace(context, request.mask(), Purpose.ASKED))));
        }
        return List.copyOf(places);
    }

    private static List<InpaintPlace> closely(
            ImageRequest.Inpaint request,
            Operations.Inpaint constants,
            int size,
            Context context,
            Operations.Drawn drawn) {
        Mask masked = CloseUp.within(request.mask(), context.box());
        CloseUp close = CloseUp.of(masked, drawn.longer(), drawn.shorter(), size);
        if (close.context().frame().square().width() >= context.frame().square().width()) {
            return List.of(new InpaintPlace(context, request.mask(), Purpose.ASKED));
        }
        if (close.whole()) {
            return List.of(new InpaintPlace(close.context(), masked, Purpose.ASKED));
        }
        PixelRect picture = request.picture().bounds();
        Context wide = new Context(Frame.around(context.box(), picture, size, constants.context()), context.box());
        return List.of(
                new InpaintPlace(wide, masked, Purpose.CLEARED),
                new InpaintPlace(close.context(), close.mask(), Purpose.CLOSE));
    }
}
