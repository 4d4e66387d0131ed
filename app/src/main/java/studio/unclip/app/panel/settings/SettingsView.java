package studio.unclip.app.panel.settings;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.unclip.app.control.Choices;
import studio.unclip.app.settings.Theme;

/** Three pages: the window, the engine, the packs. */
public final class SettingsView extends TabPane {
    private static final List<Integer> MINUTES = List.of(1, 3, 10, 30, 120);

    public SettingsView(
            PreferencesViewModel preferences, PicturesFolder pictures, PacksViewModel packs, PackPlaces places) {
        setId("settings-pages");
        setAccessibleText("Pages of the settings");
        getStyleClass().add("settings");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        getTabs()
                .addAll(
                        tab("settings-general", "Window and pictures", general(preferences, pictures, places)),
                        tab("settings-engine", "Device and memory", engine(preferences)),
                        tab("settings-packs", "Packs", new PacksView(packs, places)));
    }

    private static Tab tab(String id, String title, Node content) {
        Node page = content;
        if (!(content instanceof PacksView)) {
            ScrollPane scroll = new ScrollPane(content);
            scroll.setFitToWidth(true);
            scroll.getStyleClass().add("quiet-scroll");
            page = scroll;
        }
        Tab tab = new Tab(title, page);
        tab.setId(id);
        return tab;
    }

    private static Node general(PreferencesViewModel preferences, PicturesFolder pictures, PackPlaces places) {
        ComboBox<Theme> theme = new ComboBox<>();
        theme.setId("settings-theme");
        theme.getItems().setAll(Theme.values());
        theme.setConverter(Choices.words(value -> switch (value) {
            case SYSTEM -> "As the desktop";
            case LIGHT -> "Light";
            case DARK -> "Dark";
        }));
        theme.setValue(preferences.theme());
        theme.valueProperty().subscribe((_, now) -> preferences.setTheme(now));
        GridPane grid = grid();
        row(grid, 0, "Colours", theme);
        row(grid, 1, "Pictures are kept in", picturesFolder(pictures, places));
        Label told = hint("");
        told.setId("settings-pictures-told");
        told.textProperty()
                .bind(pictures.told()
                        .map(words -> words.isEmpty()
                                ? "Every finished picture is written there at once, with its recipe. With another folder the"
                                        + " pictures made before stay where they are."
                                : words));
        return page(grid, told);
    }

    private static Node picturesFolder(PicturesFolder pictures, PackPlaces places) {
        Label folder = new Label();
        folder.setId("settings-pictures");
        folder.textProperty().bind(pictures.folder().map(Object::toString));
        folder.setWrapText(true);
        folder.setMinHeight(Region.USE_PREF_SIZE);
        folder.setMaxWidth(400);
        Button choose = new Button("Another folder…");
        choose.setId("settings-pictures-choose");
        choose.setOnAction(_ -> places.askPictures(pictures.folder().get()).ifPresent(pictures::choose));
        Button usual = new Button("The usual one");
        usual.setId("settings-pictures-usual");
        usual.disableProperty().bind(pictures.folder().map(_ -> pictures.isUsual()));
        usual.setOnAction(_ -> pictures.chooseUsual());
        return new VBox(8, folder, new HBox(8, choose, usual));
    }

    private static Node engine(PreferencesViewModel preferences) {
        Label device = new Label();
        device.textProperty().bind(preferences.device());
        device.setId("settings-device");
        ComboBox<String> devices = new ComboBox<>();
        devices.setId("settings-device-choice");
        devices.getItems().setAll(PreferencesViewModel.DEVICES);
        devices.setConverter(Choices.words(id -> switch (id) {
            case "auto" -> "The best there is";
            case "cpu" -> "The processor";
            case "webgpu" -> "Graphics card, by WebGPU";
            case "cuda" -> "NVIDIA card, by CUDA";
            case "directml" -> "Graphics card, by DirectML";
            default -> id;
        }));
        devices.setValue(preferences.chosenDevice());
        devices.valueProperty().subscribe((_, id) -> preferences.setDevice(id));
        ComboBox<Integer> threads = numbers(
                "settings-threads",
                java.util.stream.IntStream.rangeClosed(0, preferences.mostThreads())
                        .boxed()
                        .toList(),
                preferences.threads(),
                value -> value == 0 ? "As suits this machine" : value == 1 ? "1 thread" : value + " threads",
                preferences::setThreads);
        ComboBox<Integer> rest = numbers(
                "settings-rest",
                java.util.stream.Stream.concat(MINUTES.stream(), java.util.stream.Stream.of(preferences.rest()))
                        .distinct()
                        .sorted()
                        .toList(),
                preferences.rest(),
                value -> value == 1 ? "1 minute" : value + " minutes",
                preferences::setRest);
        GridPane grid = grid();
        row(grid, 0, "Pictures are made on", device);
        row(grid, 1, "To be made on", devices);
        row(grid, 2, "Processor threads", threads);
        row(grid, 3, "Memory is given back after", rest);
        return page(
                grid,
                hint("Another device is used from the next start of the studio. A graphics card needs a plug-in that is"
                        + " fetched once: 'unclip devices' on the command line says what is there and what is"
                        + " missing. Should the card fail, pictures are made on the processor, and you are told."),
                hint(
                        "Fewer threads leave more of the machine to other programs, and pictures take longer. Another number"
                                + " is used from the next start of the studio."),
                hint(
                        "When no picture was made for so long, the engine gives its memory back. The next picture then takes a"
                                + " second or two longer."));
    }

    private static ComboBox<Integer> numbers(
            String id,
            List<Integer> choices,
            int now,
            java.util.function.Function<Integer, String> words,
            IntConsumer set) {
        ComboBox<Integer> box = new ComboBox<>();
        box.setId(id);
        box.getItems().setAll(choices);
        box.setConverter(Choices.words(words));
        box.setValue(now);
        box.valueProperty().subscribe((_, value) -> set.accept(value));
        return box;
    }

    private static GridPane grid() {
        GridPane grid = new GridPane(20, 12);
        grid.setAlignment(Pos.TOP_LEFT);
        return grid;
    }

    private static void row(GridPane grid, int row, String title, Node value) {
        Label label = new Label(title);
        label.setLabelFor(value);
        label.setMinWidth(Region.USE_PREF_SIZE);
        value.setAccessibleText(title);
        grid.addRow(row, label, value);
    }

    private static Label hint(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("settings-hint");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static VBox page(Node... nodes) {
        VBox page = new VBox(16, nodes);
        page.getStyleClass().add("settings-page");
        return page;
    }
}
