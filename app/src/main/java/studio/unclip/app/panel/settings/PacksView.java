package studio.unclip.app.panel.settings;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The packs, one below the other; a licence is read in their place. */
final class PacksView extends StackPane {
    private final PacksViewModel model;
    private final PackPlaces places;
    private final VBox list = new VBox(12);
    private final VBox licence = new VBox(10);
    private final TextArea licenceText = new TextArea();
    private final Button back = new Button("Back to the packs", new FontIcon(Feather.ARROW_LEFT));
    private final BooleanBinding busy;
    private final PublishedView published;

    PacksView(PacksViewModel model, PackPlaces places) {
        this.model = model;
        this.places = places;
        this.busy = model.doing().isNotEmpty();
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("quiet-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox packs = new VBox(12, scroll, progress(), outcome(), hashing(), install());
        packs.getStyleClass().add("settings-page");
        licenceText.setEditable(false);
        licenceText.setWrapText(true);
        licenceText.setId("licence-text");
        licenceText.setAccessibleText("The pack's licence");
        VBox.setVgrow(licenceText, Priority.ALWAYS);
        back.getStyleClass().add(Styles.FLAT);
        back.setOnAction(_ -> show(Page.PACKS));
        licence.getChildren().setAll(back, licenceText);
        licence.getStyleClass().add("settings-page");
        published = new PublishedView(model.published(), places, () -> show(Page.PACKS));
        getChildren().setAll(packs, licence, published);
        show(Page.PACKS);
        model.rows().subscribe(this::rebuild);
        model.chosen().subscribe(this::rebuild);
        rebuild();
        model.refresh();
    }

    /** What stands here, one at a time. */
    private enum Page {
        PACKS,
        LICENCE,
        PUBLISHED
    }

    private void show(Page page) {
        getChildren().getFirst().setVisible(page == Page.PACKS);
        licence.setVisible(page == Page.LICENCE);
        published.setVisible(page == Page.PUBLISHED);
    }

    private void choosePublished() {
        show(Page.PUBLISHED);
        published.begin();
    }

    /** Goes on by itself; small, and switched off with a click. */
    private Node hashing() {
        Label doing = new Label();
        doing.setId("pack-hashing");
        doing.setWrapText(true);
        doing.setMinHeight(Region.USE_PREF_SIZE);
        doing.getStyleClass().add("pack-facts");
        doing.textProperty().bind(model.hashing().doing());
        HBox.setHgrow(doing, Priority.ALWAYS);
        Button stop = new Button("Not now");
        stop.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
        stop.setMinWidth(Region.USE_PREF_SIZE);
        stop.setOnAction(_ -> model.hashing().stop());
        HBox row = new HBox(12, doing, stop);
        row.setAlignment(Pos.CENTER_LEFT);
        row.visibleProperty().bind(model.hashing().doing().isNotEmpty());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private Node progress() {
        Label doing = new Label();
        doing.textProperty().bind(model.doing());
        doing.setMinWidth(Region.USE_PREF_SIZE);
        ProgressBar bar = new ProgressBar();
        bar.setId("pack-progress");
        bar.progressProperty().bind(model.fraction());
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.accessibleTextProperty().bind(model.doing());
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button cancel = new Button("Cancel");
        cancel.setId("pack-cancel");
        cancel.setOnAction(_ -> model.cancel());
        HBox row = new HBox(12, doing, bar, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        row.visibleProperty().bind(busy);
        row.managedProperty().bind(busy);
        return row;
    }

    private Label outcome() {
        Label outcome = new Label();
        outcome.setId("pack-outcome");
        outcome.setWrapText(true);
        outcome.setMinHeight(Region.USE_PREF_SIZE);
        outcome.textProperty().bind(model.outcome());
        outcome.managedProperty().bind(model.outcome().isNotEmpty());
        return outcome;
    }

    private Node install() {
        Button folder = button("install-folder", "Install a folder…", Feather.FOLDER);
        folder.setOnAction(_ -> places.askFolder().ifPresent(this::install));
        Button archive = button("install-archive", "Install an archive…", Feather.ARCHIVE);
        archive.setOnAction(_ -> places.askArchive().ifPresent(model::install));
        Button files = button("install-published", "Install published files…", Feather.DOWNLOAD);
        files.setOnAction(_ -> choosePublished());
        return new FlowPane(8, 8, folder, archive, files);
    }

    /** Who chooses a published model's folder where a pack's is asked for means that one. */
    private void install(Path folder) {
        model.published().ask(folder, isOne -> {
            if (isOne) {
                model.published().add(folder);
                choosePublished();
            } else {
                model.install(folder);
            }
        });
    }

    private Button button(String id, String title, Feather icon) {
        Button button = new Button(title, new FontIcon(icon));
        button.setId(id);
        button.disableProperty().bind(busy);
        return button;
    }

    private void rebuild() {
        List<Node> cards = model.rows().stream().<Node>map(this::card).toList();
        list.getChildren().setAll(cards);
    }

    private Node card(PackRow row) {
        Label title = new Label(row.title());
        title.getStyleClass().add("pack-title");
        Label facts = new Label(row.facts());
        facts.getStyleClass().add("pack-facts");
        HBox head = new HBox(10, title, facts);
        head.setAlignment(Pos.BASELINE_LEFT);
        Label words = new Label(row.words());
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        FlowPane buttons = new FlowPane(8, 8);
        if (row.usable()) {
            boolean chosen = model.isChosen(row);
            Button use = action(row, "use", chosen ? "In use" : "Use this pack", () -> model.choose(row));
            if (chosen) {
                use.disableProperty().unbind();
                use.setDisable(true);
                use.setGraphic(new FontIcon(Feather.CHECK));
            }
            buttons.getChildren().add(use);
        }
        row.licence()
                .ifPresent(_ -> buttons.getChildren()
                        .add(action(
                                row,
                                "licence",
                                "Licence",
                                () -> model.readLicence(row, text -> {
                                    licenceText.setText(text);
                                    licenceText.setScrollTop(0);
                                    show(Page.LICENCE);
                                    back.requestFocus();
                                }))));
        buttons.getChildren().add(action(row, "check", "Check every byte", () -> model.check(row)));
        if (!row.builtIn()) {
            buttons.getChildren().add(action(row, "repair", "Repair", () -> model.repair(row)));
            buttons.getChildren().add(action(row, "remove", "Remove…", () -> {
                if (places.mayRemove(row.title())) {
                    model.remove(row);
                }
            }));
        }
        VBox card = new VBox(8, head, words, buttons);
        card.getStyleClass().add("pack-card");
        return card;
    }

    private Button action(PackRow row, String id, String title, Runnable run) {
        Button button = new Button(title);
        button.setId(id + "-" + row.id());
        button.getStyleClass().add(Styles.SMALL);
        button.setAccessibleText(title + ": " + row.title());
        button.disableProperty().bind(busy);
        button.setOnAction(_ -> run.run());
        return button;
    }
}
