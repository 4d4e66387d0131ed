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
        SettingsFile settings = new SettingsFile(folders.configuration());
        EmptyWindow.show(stage, settings.read(), () -> {
            studio = new Studio(stage, outside(folders, settings));
            // The engine has the processor for itself when there is something to look at.
            EmptyWindow.oncePainted(stage, studio::show);
        });
    }

    private Studio.Outside outside(PlatformFolders folders, SettingsFile settings) {
        PackFolders packs = PackFolders.ofThisProcess(folders);
        SecureRandom random = new SecureRandom();
        return new Studio.Outside(
                packs,
                new WorkerGeneratorOpener(packs, folders),
                settings,
                () -> random.nextLong(Seeds.MAX + 1),
                getParameters().getRaw().stream().findFirst().map(Path::of),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                folders,
                folders.state().resolve("journals"),
                folder -> getHostServices().showDocument(folder.toUri().toString()));
    }

    @Override
    public void stop() {
        // Closed before anything was in the window, there is nothing to take down.
        if (studio != null) {
            studio.close();
        }
    }
}
