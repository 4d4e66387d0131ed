package studio.unclip.app.panel.prompt;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;
import studio.unclip.app.generate.EngineState;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.PackInfo;

/** At the foot of the panel: which pack answers, on which device; or why none does. */
final class EngineLine extends VBox {
    private static final double ICON_AND_GAP = 26;

    private final Runnable tryAgain;

    EngineLine(ObservableValue<EngineState> engine, Runnable tryAgain) {
        super(8);
        this.tryAgain = tryAgain;
        setId("engine");
        getStyleClass().add("engine-line");
        engine.subscribe(this::show);
    }

    private void show(EngineState state) {
        switch (state) {
            case EngineState.Opening _ -> {
                ProgressIndicator busy = new ProgressIndicator();
                busy.setPrefSize(14, 14);
                busy.setMaxSize(14, 14);
                getChildren().setAll(line(busy, text("Opening the pack…", "engine-name")));
            }
            case EngineState.Ready(ImageGenerator generator) -> {
                PackInfo pack = generator.pack();
                Label name = text(pack.name() + " " + pack.version(), "engine-name");
                Tip.on(name, pack.description() + "\nLicence: " + pack.licence());
                Label device = text(generator.device().name(), "engine-detail");
                getChildren()
                        .setAll(line(new FontIcon(Feather.PACKAGE), name), line(new FontIcon(Feather.CPU), device));
                generator.device().note().ifPresent(note -> {
                    Label told = text(note, "engine-detail");
                    told.setId("engine-note");
                    HBox line = line(new FontIcon(Feather.INFO), told);
                    line.setAlignment(Pos.TOP_LEFT);
                    getChildren().add(line);
                });
            }
            case EngineState.Unavailable(String message) -> {
                Label why = text(message, "engine-problem");
                why.setId("engine-problem");
                FontIcon alert = new FontIcon(Feather.ALERT_TRIANGLE);
                alert.getStyleClass().add("engine-alert");
                HBox line = line(alert, why);
                line.setAlignment(Pos.TOP_LEFT);
                Button again = new Button("Try again");
                again.setId("try-again");
                again.getStyleClass().add(Styles.SMALL);
                again.setOnAction(_ -> tryAgain.run());
                VBox.setMargin(again, new Insets(0, 0, 0, ICON_AND_GAP));
                getChildren().setAll(line, again);
            }
        }
    }

    private static HBox line(javafx.scene.Node icon, Label text) {
        HBox line = new HBox(8, icon, text);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Label text(String words, String style) {
        Label label = new Label(words);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
