package studio.unclip.app.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Settings that are one click away: a title, and what it opens. */
public final class Disclosure extends VBox {

    /** @param id of the title's button */
    public Disclosure(String id, String title, Region content) {
        super(10);
        FontIcon chevron = new FontIcon(Feather.CHEVRON_RIGHT);
        Button toggle = new Button(title, chevron);
        toggle.setId(id);
        toggle.getStyleClass().addAll(Styles.FLAT, "disclosure");
        toggle.setAccessibleText(title + ", closed");
        toggle.setOnAction(_ -> {
            boolean open = !getChildren().contains(content);
            // In the scene only while it is open: JavaFX styles what is hidden too, before the window appears.
            if (open) {
                getChildren().add(content);
            } else {
                getChildren().remove(content);
            }
            chevron.setIconCode(open ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT);
            toggle.setAccessibleText(title + (open ? ", open" : ", closed"));
        });
        getChildren().add(toggle);
    }
}
