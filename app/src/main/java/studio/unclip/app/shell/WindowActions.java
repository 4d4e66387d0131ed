package studio.unclip.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import studio.unclip.app.document.Notice;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.help.Guide;
import studio.unclip.app.panel.help.GuideView;
import studio.unclip.app.panel.help.GuideViewModel;
import studio.unclip.app.panel.settings.SettingsView;

/** What opens windows of its own: settings, diagnostics. Window thread. */
final class WindowActions {
    private final Supplier<Window> owner;
    private final StudioModel model;
    private final Program program;
    private final SideWindow settings;
    private final SideWindow diagnostics;
    private final SideWindow guide;
    private Optional<GuideViewModel> pages = Optional.empty();

    WindowActions(Supplier<Window> owner, StudioModel model, Program program, ThemeSwitch themes) {
        this.owner = owner;
        this.model = model;
        this.program = program;
        this.settings = new SideWindow("Settings – Unclip Studio", 640, 520, themes);
        this.guide = new SideWindow("Guide – Unclip Studio", 900, 680, themes);
        this.diagnostics = new SideWindow("Diagnostics – Unclip Studio", 720, 520, themes);
    }

    List<Action> all() {
        return List.of(
                Action.of("settings", "Settings…", this::showSettings)
                        .keys(TypedKey.withShortcut(",", KeyCode.COMMA))
                        .in(Action.Menu.FILE, 4),
                Action.of("guide", "Guide", this::showGuide)
                        .keys(new KeyCodeCombination(KeyCode.F1))
                        .in(Action.Menu.HELP, 1),
                Action.of("diagnostics", "Diagnostics…", this::showDiagnostics).in(Action.Menu.HELP, 2));
    }

    private void showSettings() {
        settings.show(
                owner.get(),
                () -> new SettingsView(program.preferences(), program.pictures(), program.packs(), program.places()));
    }

    /** At the page of the present mode. */
    private void showGuide() {
        String id = pageOf(model.modes().mode().get());
        if (pages.isPresent()) {
            showGuide(pages.get(), id);
        } else {
            program.background().execute(() -> {
                Guide read = Guide.builtIn();
                program.windowThread().execute(() -> {
                    GuideViewModel found = pages.orElseGet(() -> new GuideViewModel(read));
                    pages = Optional.of(found);
                    showGuide(found, id);
                });
            });
        }
    }

    private void showGuide(GuideViewModel found, String page) {
        found.open(page);
        guide.show(owner.get(), () -> new GuideView(found));
    }

    /** What the guide calls the page of a mode. */
    static String pageOf(Mode mode) {
        return mode.title().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private void showDiagnostics() {
        program.background().execute(() -> {
            String text = program.diagnostics().get();
            program.windowThread().execute(() -> diagnostics.show(owner.get(), () -> report(text)));
        });
    }

    private VBox report(String text) {
        TextArea area = new TextArea(text);
        area.setId("diagnostics-text");
        area.setEditable(false);
        area.setAccessibleText("Diagnostics");
        VBox.setVgrow(area, Priority.ALWAYS);
        Button copy = new Button("Copy");
        copy.setId("diagnostics-copy");
        copy.setDefaultButton(true);
        copy.setOnAction(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
            model.tell(new Notice("Diagnostics copied", false));
        });
        Label words = new Label("For a report of a fault. No prompt, no name of a person or a file is in it.");
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(12, words, copy);
        VBox page = new VBox(12, row, area);
        page.getStyleClass().add("settings-page");
        return page;
    }
}
