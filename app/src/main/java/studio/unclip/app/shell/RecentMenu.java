package studio.unclip.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import studio.unclip.app.document.RecentFiles;

/** The files opened or saved last, by name; of two with one name each has its folder. */
final class RecentMenu extends Menu {
    private final RecentFiles recent;
    private final Consumer<Path> open;

    RecentMenu(RecentFiles recent, Consumer<Path> open) {
        super("Open recent");
        this.recent = recent;
        this.open = open;
        setId("menu-recent");
        recent.files().subscribe(this::rebuild);
        rebuild();
    }

    private void rebuild() {
        List<MenuItem> items = new ArrayList<>();
        for (Path file : recent.files()) {
            MenuItem item = new MenuItem(title(file));
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> open.accept(file));
            items.add(item);
        }
        MenuItem clear = new MenuItem("Forget these");
        clear.setId("menu-forget-recent");
        clear.setOnAction(_ -> recent.clear());
        items.add(new SeparatorMenuItem());
        items.add(clear);
        getItems().setAll(items);
        setDisable(recent.files().isEmpty());
    }

    private String title(Path file) {
        Path name = file.getFileName();
        boolean alone = recent.files().stream()
                        .filter(other -> name.equals(other.getFileName()))
                        .count()
                == 1;
        Path folder = file.getParent();
        return alone || folder == null ? name.toString() : name + "  (" + folder.getFileName() + ")";
    }
}
