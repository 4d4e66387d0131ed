package studio.unclip.app.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.Pulses;
import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.app.tool.BrushSettings;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.tool.PointerEvent;

@ExtendWith(ApplicationExtension.class)
class CanvasViewTest {
    private final Workspace workspace = Workspaces.empty(16, 16);
    private final SimpleObjectProperty<Double> scale = new SimpleObjectProperty<>(1.0);
    private CanvasView view;

    @Start
    void start(Stage shared) {
        Stage stage = new Stage(); // The shared one keeps the size that another test gave it.
        workspace.apply(new PlacePicture("red", Raster.filled(16, 16, 0xff0000ff), 0, 0), "red", Optional.empty());
        view = new CanvasView(new CanvasModel(workspace), Optional.of(scale));
        stage.setScene(new Scene(new StackPane(view), 200, 160));
        stage.show();
    }

    private Image image() {
        return ((ImageView) view.getChildrenUnmodifiable().getFirst()).getImage();
    }

    private int opaquePixels() {
        int count = 0;
        Image image = image();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getPixelReader().getArgb(x, y) >>> 24 == 255 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void another_display_scale_paints_the_canvas_anew_in_device_pixels() {
        FxRobot robot = new FxRobot();
        Pulses.await(view.getScene());
        assertThat(image().getWidth()).isEqualTo(200);
        int before = opaquePixels();

        robot.interact(() -> scale.set(2.0));
        Pulses.await(view.getScene());

        assertThat(image().getWidth()).isEqualTo(400);
        assertThat(image().getHeight()).isEqualTo(320);
        assertThat(opaquePixels())
                .as("four times as many pixels of the picture")
                .isEqualTo(4 * before);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3})
    void at_one_to_one_every_pixel_is_a_device_pixel_at_any_display_scale_also_while_running(double next) {
        FxRobot robot = new FxRobot();
        byte[] rgba = new byte[16 * 16 * 4];
        for (int i = 0; i < 16 * 16; i++) {
            boolean white = (i % 16 + i / 16) % 2 == 0;
            java.util.Arrays.fill(rgba, i * 4, i * 4 + 3, (byte) (white ? 255 : 0));
            rgba[i * 4 + 3] = (byte) 255;
        }
        robot.interact(() -> {
            workspace.apply(new PlacePicture("chequers", Raster.of(16, 16, rgba), 0, 0), "a", Optional.empty());
            view.model().view().oneToOne();
        });
        Pulses.await(view.getScene());
        robot.interact(() -> scale.set(next));
        Pulses.await(view.getScene());
        robot.interact(() -> view.model().view().oneToOne());
        Pulses.await(view.getScene());

        ImageView shown = (ImageView) view.getChildrenUnmodifiable().getFirst();
        assertThat(shown.getFitWidth() * next).isCloseTo(image().getWidth(), within(1e-9));
        assertThat(image().getWidth()).isEqualTo((double) Math.round(view.getWidth() * next));
        ViewTransform transform = view.model().view().transform().get();
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                int argb = image().getPixelReader().getArgb(transform.originX() + x, transform.originY() + y);
                assertThat(argb).as("%d, %d at %s", x, y, next).isEqualTo((x + y) % 2 == 0 ? 0xffffffff : 0xff000000);
            }
        }
    }

    @Test
    void only_what_a_stroke_touched_is_painted_and_it_looks_as_if_all_had_been() {
        FxRobot robot = new FxRobot();
        Pulses.await(view.getScene());
        robot.interact(() -> {
            view.model().tools().choose(ToolKind.BRUSH);
            view.model().tools().setBrush(new BrushSettings(4, 1, 1, 0, false));
            workspace.pointer(PointerEvent.of(PointerEvent.Kind.DOWN, 3, 3, 1), 1);
            workspace.pointer(PointerEvent.of(PointerEvent.Kind.MOVE, 12, 9, 2_000_000), 1);
        });
        Pulses.await(view.getScene());
        int[] parts = pixels();
        robot.interact(() -> view.model().maskShown().set(false)); // Paints everything.
        Pulses.await(view.getScene());
        assertThat(parts).isEqualTo(pixels());
        robot.interact(() -> workspace.cancelGesture());
        Pulses.await(view.getScene());
        assertThat(pixels()).isNotEqualTo(parts);
    }

    private int[] pixels() {
        Image image = image();
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] all = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), all, 0, width);
        return all;
    }
}
