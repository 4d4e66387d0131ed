package studio.unclip.app.shell;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.document.Notice;

/** One line over the canvas: good news goes by itself, a problem stays until it is closed. */
final class NoticeView extends HBox {
    private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");
    private static final Duration GOOD_NEWS = Duration.seconds(4);

    /** Time to read it. */
    private static final Duration EACH_LETTER = Duration.millis(50);

    /** So long it can be taken. */
    private static final Duration AN_OFFER = Duration.seconds(20);

    private final StudioModel model;
    private final Label text = new Label();
    private final FontIcon icon = new FontIcon(Feather.CHECK);
    private final Button offer = new Button();
    private final PauseTransition away = new PauseTransition(GOOD_NEWS);

    NoticeView(StudioModel model) {
        super(10);
        this.model = model;
        setId("notice");
        getStyleClass().add("notice");
        setAlignment(Pos.CENTER_LEFT);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.TEXT);
        text.setWrapText(true);
        text.setMaxWidth(520);
        text.setMinHeight(Region.USE_PREF_SIZE);
        Button close = new Button(null, new FontIcon(Feather.X));
        close.setId("notice-close");
        close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        close.setAccessibleText("Close this message");
        close.setOnAction(_ -> model.notice().get().ifPresent(model::dismiss));
        offer.setId("notice-offer");
        offer.getStyleClass().addAll(Styles.FLAT, Styles.ACCENT);
        offer.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(icon, text, offer, close);
        model.notice().subscribe(this::show);
    }

    private void show(Optional<Notice> notice) {
        away.stop();
        setVisible(notice.isPresent());
        notice.ifPresent(now -> {
            text.setText(now.text());
            setAccessibleText(now.text());
            icon.setIconCode(now.problem() ? Feather.ALERT_TRIANGLE : Feather.CHECK);
            pseudoClassStateChanged(PROBLEM, now.problem());
            offer.setVisible(now.offer().isPresent());
            offer.setManaged(now.offer().isPresent());
            now.offer().ifPresent(offered -> {
                offer.setText(offered.title());
                offer.setOnAction(_ -> {
                    model.dismiss(now);
                    offered.run().run();
                });
            });
            if (!now.problem()) {
                away.setDuration(
                        now.offer().isPresent()
                                ? AN_OFFER
                                : GOOD_NEWS.add(EACH_LETTER.multiply(now.text().length())));
                away.setOnFinished(_ -> model.dismiss(now));
                away.playFromStart();
            }
        });
    }
}
