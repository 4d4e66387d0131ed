package studio.unclip.app.shell;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.panel.tray.TrayViewModel;
import studio.unclip.app.queue.AskQueue;

/** What a person can do with the tray and the queue from the menus. */
final class TrayActions {
    private TrayActions() {}

    /** @param showPictures shows the folder of all finished pictures */
    static List<Action> of(TrayViewModel tray, Runnable showPictures) {
        AskQueue queue = tray.queue();
        BooleanBinding dismissed =
                Bindings.createBooleanBinding(() -> tray.dismissed().get().isPresent(), tray.dismissed());
        return List.of(
                Action.of("show-pictures", "Show the folder of pictures", showPictures)
                        .icon(Feather.FOLDER)
                        .in(Action.Menu.FILE, 4),
                Action.of("bring-back-picture", "Bring back the dismissed picture", tray::bringBack)
                        .when(dismissed)
                        .in(Action.Menu.EDIT, 3),
                Action.of(
                                "fold-tray-menu",
                                "Pictures below the canvas",
                                () -> tray.folded().set(!tray.folded().get()))
                        .turns(tray.folded().not())
                        .in(Action.Menu.VIEW, 4),
                Action.of("stop-after-picture", "Stop after this picture", queue::stopAfterPicture)
                        .when(queue.busy().and(queue.stopping().not()))
                        .in(Action.Menu.MODEL, 1),
                Action.of("pause-queue", "Pause the queue", () -> {
                            if (queue.paused().get()) {
                                queue.resume();
                            } else {
                                queue.pause();
                            }
                        })
                        .turns(queue.paused())
                        .in(Action.Menu.MODEL, 1));
    }
}
