package studio.unclip.app.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import studio.unclip.app.settings.Theme;

/** Light or dark: as chosen, or as the desktop is, also when that changes. Window thread. */
public final class ThemeSwitch {
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

    private final Consumer<Theme> remember;
    private final List<Parent> roots = new ArrayList<>();
    private Theme theme;
    private boolean dark;

    /**
     * @param root of the window; its pseudo-class {@code dark} tells the style sheet
     * @param theme to begin with
     * @param remember is told what a person chooses
     */
    ThemeSwitch(Parent root, Theme theme, Consumer<Theme> remember) {
        roots.add(root);
        this.theme = theme;
        this.remember = remember;
        Platform.getPreferences().colorSchemeProperty().addListener((_, _, _) -> apply());
        apply();
    }

    /** Another window's root looks the same from now on. */
    void add(Parent root) {
        roots.add(root);
        root.pseudoClassStateChanged(DARK, dark);
    }

    void remove(Parent root) {
        roots.remove(root);
    }

    Theme theme() {
        return theme;
    }

    void choose(Theme wanted) {
        theme = wanted;
        apply();
        remember.accept(wanted);
    }

    private void apply() {
        boolean nowDark = switch (theme) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        Application.setUserAgentStylesheet(
                nowDark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        roots.forEach(root -> root.pseudoClassStateChanged(DARK, nowDark));
        dark = nowDark;
    }
}
