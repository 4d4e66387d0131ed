package studio.unclip.app.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.unclip.inference.api.PixelRect;

/** Rectangles as a person writes them: X,Y,W,H in pixels. */
final class Rectangles {
    private static final Pattern FORM =
            Pattern.compile("\\s*(-?\\d{1,6})\\s*,\\s*(-?\\d{1,6})\\s*,\\s*(\\d{1,6})\\s*,\\s*(\\d{1,6})\\s*");

    private Rectangles() {}

    /**
     * @param option as which it was given
     * @throws CommandFailure if it is none, or empty
     */
    static PixelRect parse(String option, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(3)) == 0 || Integer.parseInt(form.group(4)) == 0) {
            throw CommandFailure.usage(
                    option + " takes a rectangle in pixels: X,Y,WIDTH,HEIGHT, for example 0,0,512,1024, not '"
                            + text.strip() + "'.");
        }
        return new PixelRect(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                Integer.parseInt(form.group(4)));
    }
}
