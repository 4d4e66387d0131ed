package studio.unclip.app.panel.settings;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.panel.settings.PublishedViewModel.Found;

/** Chooses the folders of a published model; stands in the place of the packs. */
final class PublishedView extends VBox {
    private final PublishedViewModel model;
    private final VBox folders = new VBox(4);
    private final VBox found = new VBox(8);
    private final Button add = new Button("Add a folder…", new FontIcon(Feather.FOLDER_PLUS));
    private final Button install = new Button("Install", new FontIcon(Feather.DOWNLOAD));

    /**
     * @param places asks for folders
     * @param back shows the packs again
     */
    PublishedView(PublishedViewModel model, PackPlaces places, Runnable back) {
        super(12);
        this.model = model;
        setId("published");
        getStyleClass().add("settings-page");
        Button away = new Button("Back to the packs", new FontIcon(Feather.ARROW_LEFT));
        away.setId("published-back");
        away.getStyleClass().add(Styles.FLAT);
        away.setOnAction(_ -> back.run());
        Label words = line(
                "Models like Karlo are published as one or several folders for diffusers. Choose them here, or a"
                        + " folder that holds them. The weights stay where they are; from another disk they are copied.");
        add.setId("published-add");
        add.setOnAction(_ -> places.askPublished().ifPresent(model::add));
        install.setId("published-install");
        install.getStyleClass().add(Styles.ACCENT);
        install.setOnAction(_ -> {
            model.install();
            back.run();
        });
        folders.setId("published-folders");
        found.setId("published-found");
        getChildren().addAll(away, words, folders, add, found, install);
        model.folders().addListener((ListChangeListener<Path>) _ -> listFolders());
        listFolders();
        model.found().subscribe(this::show);
    }

    /** The next key press adds a folder. */
    void begin() {
        add.requestFocus();
    }

    private void listFolders() {
        folders.getChildren()
                .setAll(model.folders().stream().<Node>map(this::row).toList());
    }

    private HBox row(Path folder) {
        Label path = new Label(folder.toString());
        // The end of a path says which folder it is.
        path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        path.setMinWidth(0);
        path.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(path, Priority.ALWAYS);
        Button remove = new Button(null, new FontIcon(Feather.X));
        remove.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        remove.setAccessibleText("Take out " + folder.getFileName());
        remove.setOnAction(_ -> model.remove(folder));
        HBox row = new HBox(8, new FontIcon(Feather.FOLDER), path, remove);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void show(Found now) {
        found.getChildren().setAll(parts(now));
        install.setDisable(!(now instanceof Found.Whole));
    }

    private static List<Node> parts(Found now) {
        return switch (now) {
            case Found.Nothing _ -> List.of();
            case Found.Looking _ -> List.of(line("Looking into it…"));
            case Found.Lacking(String why) -> {
                Label lacking = line(why);
                lacking.setId("published-lacking");
                lacking.getStyleClass().add("input-problem");
                yield List.of(lacking);
            }
            case Found.Whole whole -> {
                Label title = line(whole.pack().name());
                title.getStyleClass().add("pack-title");
                Label facts = line(whole.facts());
                facts.getStyleClass().add("pack-facts");
                HBox head = new HBox(10, title, facts);
                head.setAlignment(Pos.BASELINE_LEFT);
                VBox card = new VBox(8, head, line(whole.words()));
                card.getStyleClass().add("pack-card");
                yield List.of(card);
            }
        };
    }

    private static Label line(String text) {
        Label line = new Label(text);
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        return line;
    }
}
