package studio.unclip.app.shell;

import java.util.List;
import java.util.concurrent.Executor;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.canvas.CanvasView;
import studio.unclip.app.dock.DockColumn;
import studio.unclip.app.dock.DockModel;
import studio.unclip.app.document.Documents;
import studio.unclip.app.panel.history.HistoryView;
import studio.unclip.app.panel.layers.LayersView;
import studio.unclip.app.panel.mode.ModeBar;
import studio.unclip.app.panel.mode.ModeFormView;
import studio.unclip.app.panel.mode.ModesViewModel;
import studio.unclip.app.panel.prompt.PromptView;
import studio.unclip.app.panel.see.SeeView;
import studio.unclip.app.panel.tools.ToolOptions;
import studio.unclip.app.panel.tools.ToolStrip;
import studio.unclip.app.panel.tray.TrayView;
import studio.unclip.app.settings.Theme;

/**
 * What is in the window. Left the prompt, right the history, between them the picture: candidates fill the place until
 * one of them is on the canvas, then they are a strip below it.
 */
public final class MainView extends BorderPane {
    private static final double HIGHEST_STRIP = 236;
    private static final double LOWEST_STRIP = 188;

    /** Of the window, for the strip; the picture gets the rest. */
    private static final double STRIP_SHARE = 0.3;

    /** Narrower, the panels at the sides become small, so that the picture keeps its room. */
    private static final double NARROW = 1000;

    private static final PseudoClass NARROW_WINDOW = PseudoClass.getPseudoClass("narrow");

    private final StudioModel model;
    private final PromptView prompt;
    private final TrayView tray;
    private final CanvasView canvas;
    private final WelcomeView welcome;
    private final StackPane stage;
    private final ToolOptions toolOptions;
    private final ToolStrip toolStrip;
    private final PictureClipboard clipboard;
    private final DockColumn dockColumn;
    private final Actions actions;
    private final Escape escape = new Escape();

    /**
     * @param model everything but the controls
     * @param background shrinks pictures and flattens documents
     * @param windowThread runs a task on the window's thread
     * @param docks which panels at the right are open
     * @param theme to begin with
     * @param rememberTheme is told what a person chooses
     * @param quit asks about unsaved work, then closes the window
     * @param program what the windows beside this one show; is given what chooses a theme
     */
    public MainView(
            StudioModel model,
            Executor background,
            Executor windowThread,
            DockModel docks,
            Theme theme,
            java.util.function.Consumer<Theme> rememberTheme,
            Runnable quit,
            java.util.function.Function<java.util.function.Consumer<Theme>, Program> program) {
        this.model = model;
        getStyleClass().add("studio");
        Documents documents = model.documents();
        clipboard = new PictureClipboard(model.workspace(), documents, background, windowThread, model::tell);
        actions = new Actions(model, clipboard, this::focusPrompt);
        actions.add(FileActions.of(documents, quit));
        ToolActions toolActions = new ToolActions(model.workspace(), model.canvas());
        actions.add(toolActions.all());
        actions.add(ModeActions.of(model.modes(), this::focusPrompt));
        escape.add(Escape.Level.GESTURE, () -> canvas().giveUpGesture());
        escape.add(Escape.Level.TRYING, model.canvas().compare()::end);
        ThemeSwitch themes = new ThemeSwitch(this, theme, rememberTheme);
        actions.add(
                new WindowActions(() -> getScene().getWindow(), model, program.apply(themes::choose), themes).all());
        actions.add(LayerActions.of(model.layers()));
        actions.add(List.of(Action.of(
                        "docks",
                        "Panels at the right",
                        () -> docks.show(!docks.shown().get()))
                .icon(Feather.SIDEBAR)
                .keys(Actions.key(KeyCode.B))
                .turns(docks.shown())
                .in(Action.Menu.VIEW, 2)));
        escape.add(Escape.Level.JOB, () -> {
            boolean running = model.tray().running().get();
            model.tray().cancel();
            return running;
        });
        String generateKeys = actions.generate().keyText();
        ModesViewModel modes = model.modes();
        prompt = new PromptView(
                model.prompt(),
                new PromptView.ModeParts(
                        new ModeBar(modes),
                        new ModeFormView(modes, model.prompt().text(), model::applySlider),
                        modes.verb(),
                        modes.promptTitle(),
                        modes.question(),
                        modes.missing(),
                        modes.takesPrompt(),
                        modes.makesSeveral()),
                model.canGenerate(),
                model::generate,
                generateKeys,
                model.formerPrompts(),
                model.engine()::open);
        tray = new TrayView(model.tray(), background);
        canvas = new CanvasView(model.canvas());
        welcome = new WelcomeView(model.prompt(), generateKeys, prompt::write);
        NoticeView notice = new NoticeView(model);
        toolOptions = new ToolOptions(
                model.canvas().tools(),
                model.canvas().commands(),
                model.canvas().crop()::apply);
        toolStrip = new ToolStrip(model.canvas().tools(), toolActions::keyText);
        stage = new StackPane(canvas, welcome);
        VBox.setVgrow(stage, Priority.ALWAYS);
        VBox centre = new VBox(toolOptions, stage, tray);
        HBox.setHgrow(centre, Priority.ALWAYS);
        HBox work = new HBox(toolStrip, centre);
        centre.getStyleClass().add("centre");
        StackPane.setAlignment(notice, Pos.TOP_CENTER);
        StackPane.setMargin(notice, new Insets(16));

        setTop(new VBox(
                new MainMenu(actions.all(), new RecentMenu(documents.recent(), documents::open)),
                new TopBar(actions, model, themes)));
        setLeft(prompt);
        setCenter(new StackPane(work, notice));
        docks.closedAtFirst("see");
        dockColumn = new DockColumn(
                docks,
                List.of(
                        new LayersView(model.layers()).dock(),
                        new HistoryView(model.history()).dock(),
                        new SeeView(model.see()).dock()));
        setRight(dockColumn);

        widthProperty().subscribe(width -> {
            boolean narrow = width.doubleValue() < NARROW;
            pseudoClassStateChanged(NARROW_WINDOW, narrow);
            docks.narrow().set(narrow);
        });
        heightProperty().subscribe(this::arrange);
        model.workspace().empty().subscribe(this::arrange);
        model.tray().candidates().subscribe(this::arrange);
        model.history().rows().subscribe(this::arrange);
        arrange();
    }

    /** Keys work once the view is in a scene. */
    public void installKeys() {
        Keys.install(actions, escape, getScene(), canvas);
        CaretRest.install(getScene(), CaretRest.AFTER);
        FocusHome.install(getScene(), this);
        Drops.install(getScene(), clipboard);
    }

    /** Puts the cursor into the prompt. */
    public void focusPrompt() {
        prompt.focusPrompt();
    }

    private CanvasView canvas() {
        return canvas;
    }

    private void arrange() {
        boolean picture = !model.workspace().empty().get();
        boolean candidates = !model.tray().candidates().isEmpty();
        show(stage, picture || !candidates);
        show(canvas, picture);
        show(toolOptions, picture);
        show(toolStrip, picture);
        // Also at the empty canvas that one came back to: the way on from there is in the history.
        show(dockColumn, picture || model.history().rows().size() > 1);
        show(welcome, !picture && !candidates);
        show(tray, candidates);
        tray.setStrip(picture);
        VBox.setVgrow(tray, picture ? Priority.NEVER : Priority.ALWAYS);
        double strip = Math.clamp(Math.rint(getHeight() * STRIP_SHARE), LOWEST_STRIP, HIGHEST_STRIP);
        tray.setMinHeight(picture ? strip : 0);
        tray.setPrefHeight(picture ? strip : 0);
        tray.setMaxHeight(picture ? strip : Double.MAX_VALUE);
    }

    private static void show(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
