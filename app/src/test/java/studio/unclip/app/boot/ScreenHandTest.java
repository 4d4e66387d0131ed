package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.editor.geom.IntSize;

/** What only a real window system can tell: files from another program, and keys held while the pointer moves. */
@Tag("screen")
class ScreenHandTest extends ScriptedWindow {
    private static final int SOURCE_X = 1080;
    private static final int SOURCE_Y = 300;
    private static final int STEPS = 25;

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1000);
        stage.setHeight(760);
    }

    /** As a hand: a window system that is given only the ends takes it for no movement. */
    private void glide(double fromX, double fromY, double toX, double toY) throws InterruptedException {
        for (int i = 0; i <= STEPS; i++) {
            double share = i / (double) STEPS;
            studio.robot.moveTo(fromX + (toX - fromX) * share, fromY + (toY - fromY) * share);
            Thread.sleep(12);
        }
    }

    private void pictureOnCanvas() {
        makePictures();
        studio.click("#candidate-1");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
    }

    private Bounds canvas() {
        return Walk.onScreen(studio.node("#canvas"));
    }

    @Test
    void a_file_dragged_from_another_program_is_opened() throws Exception {
        openPack();
        Path file = Files.createTempFile(home, "dropped", ".png");
        javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(50, 30, 1), "png", file.toFile());
        Process other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dprism.order=sw",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DragSource.class.getName(),
                        file.toString(),
                        Integer.toString(SOURCE_X),
                        Integer.toString(SOURCE_Y)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("shown");
            double x = SOURCE_X + DragSource.WIDTH / 2;
            double y = SOURCE_Y + DragSource.HEIGHT / 2;
            studio.robot.moveTo(x, y);
            studio.robot.press(MouseButton.PRIMARY);
            glide(x, y, 600, 400);
            studio.until(
                    "the window shows that it takes it",
                    () -> studio.node(".studio")
                            .getPseudoClassStates()
                            .toString()
                            .contains("dropping"));
            studio.robot.release(MouseButton.PRIMARY);
            studio.until(
                    "it is open",
                    () -> studio.model().workspace().document().get().size().equals(new IntSize(50, 30)));
        } finally {
            other.destroy();
        }
    }

    @Test
    void space_held_moves_the_picture_and_alt_held_takes_a_colour() throws InterruptedException {
        pictureOnCanvas();
        studio.robot.interact(() -> studio.node("#canvas").requestFocus());
        Bounds canvas = canvas();
        double x = canvas.getCenterX();
        double y = canvas.getCenterY();
        studio.robot.moveTo(x, y);
        double before = studio.model().canvas().view().transform().get().originX();
        studio.robot.press(KeyCode.SPACE);
        studio.robot.press(MouseButton.PRIMARY);
        glide(x, y, x + 60, y);
        studio.robot.release(MouseButton.PRIMARY);
        studio.robot.release(KeyCode.SPACE);
        studio.until(
                "it has moved by the way of the hand",
                () -> Math.abs(studio.model().canvas().view().transform().get().originX() - before - 60) < 2);

        studio.press(KeyCode.P);
        studio.robot.interact(() -> studio.model().canvas().tools().colour().set(0xff000000));
        studio.robot.moveTo(x, y);
        studio.robot.press(KeyCode.ALT);
        studio.robot.press(MouseButton.PRIMARY);
        studio.robot.release(MouseButton.PRIMARY);
        studio.robot.release(KeyCode.ALT);
        long seed = engine.requests.getFirst().seed();
        studio.until(
                "the colour under the pointer is taken",
                () -> close(studio.model().canvas().tools().colour().get(), argb(seed)));
    }

    @Test
    void shift_held_adds_to_a_selection() throws InterruptedException {
        pictureOnCanvas();
        studio.robot.interact(() -> studio.node("#canvas").requestFocus());
        studio.press(KeyCode.M);
        Bounds canvas = canvas();
        double x = canvas.getCenterX();
        double y = canvas.getCenterY();
        drag(x - 80, y - 80, x - 20, y - 20);
        long one = selected();
        studio.robot.press(KeyCode.SHIFT);
        drag(x + 20, y + 20, x + 80, y + 80);
        studio.robot.release(KeyCode.SHIFT);
        studio.until("both are selected", () -> selected() > one * 3 / 2);
    }

    private void drag(double fromX, double fromY, double toX, double toY) throws InterruptedException {
        studio.robot.moveTo(fromX, fromY);
        studio.robot.press(MouseButton.PRIMARY);
        glide(fromX, fromY, toX, toY);
        studio.robot.release(MouseButton.PRIMARY);
    }

    private long selected() {
        var document = studio.model().workspace().document().get();
        long count = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                count += document.selection().coverage().value(x, y) > 127 ? 1 : 0;
            }
        }
        return count;
    }
}
