package studio.unclip.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PromptCheck;

/** A window over a scripted engine that draws one colour for a seed, for tests that use it as a person does. */
@ExtendWith(ApplicationExtension.class)
@Timeout(240)
abstract class ScriptedWindow {
    static final int SIDE = 64;

    Path home;
    StudioDriver studio;
    final ScriptedGenerator engine = new ScriptedGenerator()
            .knowing("an owl", "a castle", "a fox")
            .drawing(ScriptedWindow::colour)
            .scoring(0.2, 0.4, 0.1, 0.3)
            .checkingWith(ScriptedWindow::check);
    final CompletableFuture<ImageGenerator> opening = new CompletableFuture<>();
    volatile boolean again;

    /** The framework looks for its start method in the test's own class: each calls this one from there. */
    void open(Stage stage) throws IOException {
        home = Files.createTempDirectory("studio");
        studio = new StudioDriver(
                stage, home, StudioDriver.anyPack(home), (_, _) -> again ? engine : opening.join(), new FxRobot());
    }

    @AfterEach
    void close() throws IOException {
        opening.complete(engine);
        studio.close();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** One colour for a seed: clearly apart from the next one's and from the window's own. */
    static Picture colour(long seed) {
        byte[] rgba = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            rgba[i] = (byte) (40 * (seed % 5));
            rgba[i + 1] = (byte) (200 - 30 * (seed % 5));
            rgba[i + 2] = 77;
            rgba[i + 3] = (byte) 255;
        }
        return Picture.of(SIDE, SIDE, rgba);
    }

    static int argb(long seed) {
        return 0xff000000 | (int) (40 * (seed % 5)) << 16 | (int) (200 - 30 * (seed % 5)) << 8 | 77;
    }

    /** Knows "bicycle", and no word with a q in it. */
    private static PromptCheck check(String prompt) {
        List<PromptCheck.UnknownWord> unknown = new ArrayList<>();
        Matcher word = Pattern.compile("bycicle|\\p{L}*q\\p{L}*").matcher(prompt);
        while (word.find()) {
            boolean slip = word.group().equals("bycicle");
            unknown.add(new PromptCheck.UnknownWord(word.group(), word.start(), slip ? List.of("bicycle") : List.of()));
        }
        return new PromptCheck(5, 77, unknown, List.of());
    }

    void openPack() {
        opening.complete(engine);
        studio.untilPackIsOpen();
    }

    /** From the empty window to four pictures. */
    void makePictures() {
        openPack();
        studio.type("an owl");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.untilFinished();
    }

    static boolean close(int argb, int other) {
        for (int shift = 0; shift < 32; shift += 8) {
            if (Math.abs((argb >> shift & 0xff) - (other >> shift & 0xff)) > 2) {
                return false;
            }
        }
        return true;
    }

    void untilCanvasShows(long seed) {
        studio.until(
                "the canvas shows the picture of seed " + seed,
                () -> studio.isShown("#canvas") && close(studio.colourInTheMiddle("#canvas"), argb(seed)));
    }
}
