package studio.unclip.app.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javafx.application.Application;
import javafx.stage.Stage;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.settings.SettingsFile;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;

/**
 * The window over a scripted engine, to look at and to try by hand. Argument: a folder for its settings. With the
 * system property {@code studio.job=memory} a job fails after one picture; with {@code studio.pack=damaged} no pack
 * opens.
 */
public final class StudioWithoutModel {
    private StudioWithoutModel() {}

    public static void main(String[] arguments) {
        Application.launch(Window.class, arguments);
    }

    /** For JavaFX. */
    public static final class Window extends Application {
        private Studio studio;

        /** For JavaFX. */
        public Window() {}

        @Override
        public void start(Stage stage) throws Exception {
            Path home = Path.of(getParameters().getRaw().getFirst());
            Path pack = Files.createDirectories(home.resolve("packs/starter"));
            Files.writeString(pack.resolve("pack.json"), "{}");
            ScriptedGenerator generator = new ScriptedGenerator()
                    .knowing("an owl", "a bicycle", "a castle", "an octopus", "grapes", "a bus", "a rocket", "a tulip")
                    .drawing(DrawnPictures::of)
                    .scoring(0.24, 0.31, 0.28, 0.19)
                    .pacing(Duration.ofMillis(40))
                    .checkingWith(StudioWithoutModel::check);
            Random random = new Random(5);
            studio = new Studio(
                    stage,
                    new Studio.Outside(
                            new PackFolders(Optional.of(home.resolve("packs")), home.resolve("none")),
                            (_, _) -> {
                                if (System.getProperty("studio.pack", "").equals("damaged")) {
                                    throw new PackException(new PackProblem.Damaged(
                                            "unclip-starter",
                                            "decoder.onnx is not what the manifest says",
                                            "Get the pack again from where it came from"));
                                }
                                return System.getProperty("studio.job", "").equals("memory")
                                        ? generator.failingAfter(
                                                1,
                                                new JobFailure.OutOfMemory("There is not enough memory for this pack."
                                                        + " Close other programs or ask for fewer pictures."))
                                        : generator;
                            },
                            new SettingsFile(home),
                            () -> random.nextLong(1L << 32),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            PlatformFolders.under(home),
                            home.resolve("journals"),
                            System.out::println));
            studio.show();
        }

        @Override
        public void stop() {
            studio.close();
        }
    }

    private static PromptCheck check(String prompt) {
        int at = prompt.indexOf("bycicle");
        return new PromptCheck(
                5,
                77,
                at < 0 ? List.of() : List.of(new PromptCheck.UnknownWord("bycicle", at, List.of("bicycle", "cycle"))),
                List.of());
    }
}
