package studio.unclip.app.boot;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import studio.unclip.app.shell.SavePlaces;

/** Asks with the desktop's own dialog. */
final class DesktopSavePlaces implements SavePlaces {
    private final Stage owner;
    private final WindowMemory memory;

    DesktopSavePlaces(Stage owner, WindowMemory memory) {
        this.owner = owner;
        this.memory = memory;
    }

    @Override
    public Optional<Path> ask(String suggested) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save the picture");
        chooser.setInitialFileName(suggested);
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter("PNG pictures, with their recipe", "*.png"),
                        new FileChooser.ExtensionFilter("JPEG pictures", "*.jpg", "*.jpeg"));
        chooser.setInitialDirectory(folder().toFile());
        File chosen = chooser.showSaveDialog(owner);
        return Optional.ofNullable(chosen).map(File::toPath);
    }

    /** Where a picture was saved last, else where pictures are. */
    private Path folder() {
        Path home = Path.of(System.getProperty("user.home"));
        return memory.settings()
                .saveFolder()
                .filter(Files::isDirectory)
                .or(() -> Optional.of(home.resolve("Pictures")).filter(Files::isDirectory))
                .orElse(home);
    }

    @Override
    public void remember(Path file) {
        Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(memory::setSaveFolder);
    }
}
