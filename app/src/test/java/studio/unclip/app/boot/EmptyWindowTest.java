package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.settings.Settings;
import studio.unclip.app.settings.Theme;
import studio.unclip.app.settings.WindowPlace;

/** What a person sees first, before anything is in the window. */
@ExtendWith(ApplicationExtension.class)
class EmptyWindowTest {
    private static final WindowPlace PLACE = new WindowPlace(40, 30, 900, 620, false);

    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = new Stage();
    }

    @AfterEach
    void close() throws Exception {
        inWindowThread(stage::hide);
    }

    private static void inWindowThread(Runnable task) throws Exception {
        CompletableFuture.runAsync(task, Platform::runLater).get(20, TimeUnit.SECONDS);
    }

    @Test
    void it_is_at_its_place_before_the_rest_begins() throws Exception {
        CompletableFuture<Boolean> painted = new CompletableFuture<>();
        inWindowThread(() -> EmptyWindow.show(
                stage,
                Settings.DEFAULTS.withWindow(PLACE),
                () -> painted.complete(stage.isShowing() && stage.getWidth() == PLACE.width())));
        assertThat(painted.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stage.getX()).isEqualTo(PLACE.x());
        assertThat(stage.getTitle()).isEqualTo(EmptyWindow.TITLE);
    }

    @Test
    void closed_at_once_it_gets_nothing_in_it() throws Exception {
        CompletableFuture<Void> painted = new CompletableFuture<>();
        CompletableFuture<Void> later = new CompletableFuture<>();
        inWindowThread(() -> {
            EmptyWindow.show(stage, Settings.DEFAULTS, () -> painted.complete(null));
            stage.hide();
            Stage other = new Stage();
            EmptyWindow.show(other, Settings.DEFAULTS, () -> {
                other.hide();
                later.complete(null);
            });
        });
        later.get(20, TimeUnit.SECONDS);
        inWindowThread(() -> {});
        assertThat(painted).isNotDone();
    }

    /** So that nothing flashes when the style sheets come. */
    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void its_colour_is_the_theme_s(Theme theme) throws Exception {
        inWindowThread(() -> {
            Application.setUserAgentStylesheet(
                    (theme == Theme.DARK ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
            Region styled = new Region();
            styled.setStyle("-fx-background-color: -color-bg-default");
            new Scene(styled);
            styled.applyCss();
            EmptyWindow.prepare(stage, Settings.DEFAULTS.withTheme(theme));
            assertThat(Optional.of(stage.getScene().getFill()))
                    .hasValue(styled.getBackground().getFills().getFirst().getFill());
        });
    }
}
