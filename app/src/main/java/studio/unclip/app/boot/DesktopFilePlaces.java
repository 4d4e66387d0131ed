package studio.unclip.app.boot;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Stage;
import studio.unclip.app.document.FilePlaces;
import studio.unclip.app.shell.NewPictureDialog;
import studio.unclip.editor.geom.IntSize;

/** Asks with the desktop's own dialogs. */
final class DesktopFilePlaces implements FilePlaces {
    private static final ExtensionFilter ORA = new ExtensionFilter("Everything: layers and history (.ora)", "*.ora");
    private static final ExtensionFilter PNG = new ExtensionFilter("The picture alone: PNG", "*.png");
    private static final ExtensionFilter JPEG = new ExtensionFilter("The picture alone: JPEG", "*.jpg", "*.jpeg");
    private static final ExtensionFilter PICTURES =
            new ExtensionFilter("Pictures", "*.ora", "*.png", "*.jpg", "*.jpeg", "*.ORA", "*.PNG", "*.JPG", "*.JPEG");
    private static final ExtensionFilter ALL = new ExtensionFilter("All files", "*");

    private final Stage owner;
    private final WindowMemory memory;

    DesktopFilePlaces(Stage owner, WindowMemory memory) {
        this.owner = owner;
        this.memory = memory;
    }

    @Override
    public Optional<Path> askSave(Purpose purpose, Path suggested) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(
                switch (purpose) {
                    case SAVE -> "Save: .ora keeps layers and history, .png and .jpg the picture alone";
                    case EXPORT -> "Export what is seen: .png or .jpg";
                    case SHARE -> "Save a copy to share: without prompts, history and what is hidden";
                });
        chooser.setInitialFileName(suggested.getFileName().toString());
        boolean layers = suggested.toString().endsWith(".ora");
        List<ExtensionFilter> filters = switch (purpose) {
            case SAVE -> layers ? List.of(ORA, PNG, JPEG) : List.of(PNG, JPEG, ORA);
            case EXPORT -> List.of(PNG, JPEG);
            case SHARE -> List.of(PNG, JPEG, ORA);
        };
        chooser.getExtensionFilters().setAll(filters);
        chooser.setInitialDirectory(Optional.ofNullable(suggested.getParent())
                .filter(Files::isDirectory)
                .orElseGet(this::folder)
                .toFile());
        File chosen = chooser.showSaveDialog(owner);
        return Optional.ofNullable(chosen).map(File::toPath);
    }

    @Override
    public Optional<Path> askOpen() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open a picture");
        chooser.getExtensionFilters().setAll(PICTURES, ALL);
        chooser.setInitialDirectory(folder().toFile());
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<IntSize> askSize(IntSize suggested) {
        return NewPictureDialog.ask(owner, suggested);
    }

    /** Where a file was opened or saved last, else where pictures are. */
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
