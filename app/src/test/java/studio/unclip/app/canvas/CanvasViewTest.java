package studio.unclip.app.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.pixel.Raster;

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
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(image().getWidth()).isEqualTo(200);
        int before = opaquePixels();

        robot.interact(() -> scale.set(2.0));
        WaitForAsyncUtils.waitForFxEvents();

        assertThat(image().getWidth()).isEqualTo(400);
        assertThat(image().getHeight()).isEqualTo(320);
        assertThat(opaquePixels())
                .as("four times as many pixels of the picture")
                .isEqualTo(4 * before);
    }
}
