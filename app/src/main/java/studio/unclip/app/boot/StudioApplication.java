package studio.unclip.app.boot;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;
import studio.unclip.app.engine.WorkerGeneratorOpener;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.settings.SettingsFile;
import studio.unclip.inference.api.Seeds;

/** The window's life in JavaFX's terms. */
public final class StudioApplication extends Application {
    private Studio studio;

    /** For JavaFX. */
    public StudioApplication() {}

    @Override
    public void start(Stage stage) {
        PlatformFolders folders = PlatformFolders.ofThisProcess();
        PackFolders packs = PackFolders.ofThisProcess(folders);
        Optional<Path> file = getParameters().getRaw().stream().findFirst().map(Path::of);
        SecureRandom random = new SecureRandom();
        studio = new Studio(
                stage,
                new Studio.Outside(
                        packs,
                        new WorkerGeneratorOpener(packs, folders),
                        new SettingsFile(folders.configuration()),
                        () -> random.nextLong(Seeds.MAX + 1),
                        file,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        folders,
                        folders.state().resolve("journals"),
                        folder -> getHostServices().showDocument(folder.toUri().toString())));
        studio.show();
    }

    @Override
    public void stop() {
        studio.close();
    }
}
