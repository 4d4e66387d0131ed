package studio.unclip.app.panel.mode;

import javafx.scene.layout.VBox;
import studio.unclip.app.control.Dial;
import studio.unclip.app.control.Pills;
import studio.unclip.app.edit.VaryAmount;

/** How far relatives go: three stops, or two dials. */
final class VaryView extends VBox {
    VaryView(VaryForm form) {
        super(14);
        Pills<VaryAmount> stops =
                new Pills<>("vary", "How far", java.util.List.of(VaryAmount.values()), VaryView::words, form::set);
        Runnable follow = () -> stops.show(form.amount());
        form.meaning().subscribe(follow);
        form.layout().subscribe(follow);
        follow.run();
        getChildren()
                .addAll(
                        stops,
                        new Dial(
                                "vary-meaning",
                                "Meaning",
                                "0: the same thing. 1: far from what it shows.",
                                form.meaning()),
                        new Dial(
                                "vary-layout",
                                "Layout",
                                "0: everything in its place. 1: all of it drawn anew.",
                                form.layout()));
    }

    private static String words(VaryAmount amount) {
        return switch (amount) {
            case SUBTLE -> "Subtle";
            case MEDIUM -> "Medium";
            case STRONG -> "Strong";
        };
    }
}
