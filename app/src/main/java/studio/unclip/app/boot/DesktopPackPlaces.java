package studio.unclip.app.boot;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.stage.Window;
import studio.unclip.app.panel.settings.PackPlaces;

/** Asks with the desktop's own dialogs. */
final class DesktopPackPlaces implements PackPlaces {
    private static final ButtonType REMOVE = new ButtonType("Remove", ButtonData.YES);

    private final Stage main;

    /** Where the last folder of a published model lay: the next one mostly lies beside it. */
    private Optional<File> published = Optional.empty();

    /** @param main the large window */
    DesktopPackPlaces(Stage main) {
        this.main = main;
    }

    /** The window somebody works in, which has the focus again afterwards. */
    private Window owner() {
        return Window.getWindows().stream()
                .filter(Window::isFocused)
                .findFirst()
                .orElse(main);
    }

    @Override
    public Optional<Path> askFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("The folder of a pack: it holds pack.json");
        return Optional.ofNullable(chooser.showDialog(owner())).map(File::toPath);
    }

    @Override
    public Optional<Path> askArchive() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("The archive of a pack");
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter("Zip archives", "*.zip"),
                        new FileChooser.ExtensionFilter("All files", "*"));
        return Optional.ofNullable(chooser.showOpenDialog(owner())).map(File::toPath);
    }

    @Override
    public Optional<Path> askPublished() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("The folder of a published model: it holds model_index.json");
        published.filter(File::isDirectory).ifPresent(chooser::setInitialDirectory);
        Optional<File> chosen = Optional.ofNullable(chooser.showDialog(owner()));
        published = chosen.map(File::getParentFile).or(() -> published);
        return chosen.map(File::toPath);
    }

    @Override
    public Optional<Path> askPictures(Path now) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("A folder for finished pictures");
        if (Files.isDirectory(now)) {
            chooser.setInitialDirectory(now.toFile());
        }
        return Optional.ofNullable(chooser.showDialog(owner())).map(File::toPath);
    }

    @Override
    public boolean mayRemove(String pack) {
        Alert dialog = new Alert(
                Alert.AlertType.NONE,
                "Its files are deleted. It can be installed again from where it came.",
                REMOVE,
                ButtonType.CANCEL);
        dialog.initOwner(owner());
        dialog.setTitle("Unclip Studio");
        dialog.setHeaderText("Remove " + pack + "?");
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        return dialog.showAndWait().filter(REMOVE::equals).isPresent();
    }
}
