package studio.unclip.app.boot;

import javafx.animation.AnimationTimer;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import studio.unclip.app.settings.Settings;

/**
 * The window before anything is in it: at its place and in the colour of its theme. Making everything that is in it
 * takes longer than all that comes before, so a person sees this first, and nothing jumps or flashes when the rest comes.
 * Window thread.
 */
final class EmptyWindow {
    static final String TITLE = "Unclip Studio";

    /** What AtlantaFX Primer has for {@code -color-bg-default}; no style sheet is read yet. */
    private static final Color LIGHT = Color.WHITE;

    private static final Color DARK = Color.web("#0d1117");

    /** One lays it out, another thread paints it, and the next one hands it to the desktop. */
    private static final int PULSES_TO_PAINT = 2;

    private EmptyWindow() {}

    /** Gives a window that is not shown its place, and a scene for the rest to come into. */
    static void prepare(Stage stage, Settings settings) {
        boolean dark = switch (settings.theme()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        stage.setScene(new Scene(new Group(), dark ? DARK : LIGHT));
        WindowMemory.restore(stage, settings.window());
    }

    /** Shows it and calls back once it is painted. */
    static void show(Stage stage, Settings settings, Runnable painted) {
        prepare(stage, settings);
        stage.setTitle(TITLE);
        stage.show();
        oncePainted(stage, painted);
    }

    /** Calls back once what is in a window now has been painted, unless that is closed meanwhile. */
    static void oncePainted(Stage stage, Runnable then) {
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                if (pulses++ == PULSES_TO_PAINT) {
                    stop();
                    if (stage.isShowing()) {
                        then.run();
                    }
                }
            }
        }.start();
    }
}
