package studio.unclip.app.shell;

import java.util.List;
import java.util.concurrent.Executor;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.canvas.CanvasView;
import studio.unclip.app.control.LateParts;
import studio.unclip.app.dock.DockColumn;
import studio.unclip.app.dock.DockModel;
import studio.unclip.app.document.Documents;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.panel.history.HistoryView;
import studio.unclip.app.panel.layers.LayersView;
import studio.unclip.app.panel.mode.ModeBar;
import studio.unclip.app.panel.mode.ModeFormView;
import studio.unclip.app.panel.mode.ModesViewModel;
import studio.unclip.app.panel.prompt.PromptView;
import studio.unclip.app.panel.see.SeeView;
import studio.unclip.app.panel.tools.ToolOptions;
import studio.unclip.app.panel.tools.ToolStrip;
import studio.unclip.app.panel.tray.LookView;
import studio.unclip.app.panel.tray.QueueView;
import studio.unclip.app.panel.tray.Rehearsal;
import studio.unclip.app.panel.tray.TrayView;
import studio.unclip.app.settings.Theme;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.inference.api.ImageGenerator;

/**
 * What is in the window. Left the prompt, right the history, between them the picture: candidates fill the place until
 * one of them is on the canvas, then they are a strip below it.
 */
public final class MainView extends BorderPane {
    private static final double HIGHEST_STRIP = 236;
    private static final double LOWEST_STRIP = 188;

    /** Of the window, for the strip; the picture gets the rest. */
    private static final double STRIP_SHARE = 0.3;

    /** Height of the tray's line with what is around it. */
    private static final double BELOW_LINE = 52;

    /** Narrower, the panels at the sides become small, so that the picture keeps its room. */
    private static final double NARROW = 1000;

    private static final PseudoClass NARROW_WINDOW = PseudoClass.getPseudoClass("narrow");

    private final StudioModel model;
    private final PromptView prompt;
    private final TrayView tray;
    private final QueueView queue;
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
     * @param showPictures shows the folder of all finished pictures
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
            Runnable showPictures,
            java.util.function.Function<java.util.function.Consumer<Theme>, Program> program) {
        this.model = model;
        getStyleClass().add("studio");
        Documents documents = model.documents();
        clipboard = new PictureClipboard(model.workspace(), documents, background, windowThread, model::tell);
        actions = new Actions(model, clipboard, this::focusPrompt);
        actions.add(FileActions.of(documents, quit));
        actions.add(TrayActions.of(model.tray(), showPictures));
        escape.add(Escape.Level.OVERLAY, model.tray().looking()::away);
        escape.add(Escape.Level.OVERLAY, this::closeQueue);
        ToolActions toolActions = new ToolActions(model.workspace(), model.canvas());
        actions.add(toolActions.all());
        actions.add(ModeActions.of(model.modes(), this::focusPrompt));
        escape.add(Escape.Level.GESTURE, () -> canvas().giveUpGesture());
        escape.add(Escape.Level.TRYING, model.canvas().compare()::end);
        escape.add(Escape.Level.TRYING, model.tray().tried()::giveUp);
        ThemeSwitch themes = new ThemeSwitch(this, theme, rememberTheme);
        actions.add(
                new WindowActions(() -> getScene().getWindow(), model, program.apply(themes::choose), themes).all());
        actions.add(PictureActions.of(model, () -> getScene().getWindow()));
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
                        new ModeFormView(modes, model.prompt().text(), model.asking()::applySlider),
                        modes.verb(),
                        modes.promptTitle(),
                        modes.question(),
                        modes.missing(),
                        modes.note(),
                        modes.takesPrompt(),
                        modes.makesSeveral()),
                model.asking().canAsk(),
                model.asking()::generate,
                generateKeys,
                model.formerPrompts(),
                model.engine()::open);
        prompt.addEventHandler(KeyEvent.KEY_PRESSED, this::keepFromPrompt);
        tray = new TrayView(model.tray(), PictureUses.menu(model, clipboard), background, this::toggleQueue);
        queue = new QueueView(model.tray());
        queue.setVisible(false);
        LookView look = new LookView(model.tray(), background);
        canvas = new CanvasView(model.canvas());
        canvas.addEventFilter(KeyEvent.KEY_PRESSED, this::tryOnCanvas);
        Samples samples = new Samples(model, prompt::write);
        welcome = new WelcomeView(model.prompt(), generateKeys, prompt::write, samples.row());
        NoticeView notice = new NoticeView(model);
        FileWorkView fileWork = new FileWorkView(documents);
        escape.add(Escape.Level.OVERLAY, fileWork::end);
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
        StackPane.setAlignment(fileWork, Pos.BOTTOM_CENTER);
        StackPane.setMargin(fileWork, new Insets(16));

        setTop(new VBox(
                new MainMenu(
                        actions.all(), List.of(new RecentMenu(documents.recent(), documents::open), samples.menu())),
                new TopBar(actions, model, themes)));
        setLeft(prompt);
        StackPane middle = new StackPane(work, queue, look, notice, fileWork);
        setCenter(middle);
        docks.closedAtFirst("see");
        dockColumn = new DockColumn(
                docks,
                List.of(
                        new LayersView(model.layers()).dock(),
                        new HistoryView(model.history()).dock(),
                        new SeeView(model.see()).dock()));
        HBox right = new HBox(dockColumn);
        setRight(right);

        widthProperty().subscribe(width -> {
            boolean narrow = width.doubleValue() < NARROW;
            pseudoClassStateChanged(NARROW_WINDOW, narrow);
            docks.narrow().set(narrow);
        });
        heightProperty().subscribe(this::arrange);
        model.workspace().empty().subscribe(this::arrange);
        model.tray().candidates().subscribe(this::arrange);
        model.tray().folded().subscribe(this::arrange);
        model.tray().tried().candidate().subscribe(tried -> {
            // What is tried is turned over by the arrow keys and kept by Enter, on the canvas; nobody's typing is
            // ended.
            if (tried.isPresent() && !isTyping()) {
                canvas.requestFocus();
            }
        });
        model.history().rows().subscribe(this::arrange);
        arrange();
        LateParts late = new LateParts(this);
        List.of(stage, centre, work, right, middle).forEach(late::keepBack);
        model.engine().state().subscribe(state -> {
            if (state instanceof EngineState.Ready(ImageGenerator generator) && getScene() != null) {
                new Rehearsal(this, model.tray(), generator.pack()).start();
            }
        });
    }

    /** The arrows turn over what is tried, Enter keeps it; all else is the canvas's own. */
    private void tryOnCanvas(KeyEvent event) {
        ToolKind tool = model.canvas().tools().inHand().get();
        boolean keysOfTheTool = tool == ToolKind.MOVE || tool == ToolKind.CROP || tool == ToolKind.FRAME;
        if (event.isShortcutDown() || event.isAltDown() || event.isShiftDown() || keysOfTheTool) {
            return;
        }
        boolean done = switch (event.getCode()) {
            case LEFT -> model.tray().tried().flip(-1);
            case RIGHT -> model.tray().tried().flip(1);
            case ENTER -> model.tray().tried().keep();
            default -> false;
        };
        if (done) {
            event.consume();
        }
    }

    /**
     * What the slider leads to is tried while the slider has the focus, whose arrows are its own: Enter keeps it there too,
     * but never out of a text field.
     */
    private void keepFromPrompt(KeyEvent event) {
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
        if (plain
                && event.getCode() == KeyCode.ENTER
                && !(event.getTarget() instanceof TextInputControl)
                && model.tray().tried().keep()) {
            event.consume();
        }
    }

    private void toggleQueue() {
        queue.setVisible(!queue.isVisible());
    }

    private boolean closeQueue() {
        boolean was = queue.isVisible();
        queue.setVisible(false);
        return was;
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

    /** JavaFX's own answer for a panel stays true when its window lost the focus in between. */
    private boolean isTyping() {
        Node owner = getScene().getFocusOwner();
        for (Node at = owner; at != null; at = at.getParent()) {
            if (at.equals(prompt)) {
                return true;
            }
        }
        return owner instanceof TextInputControl;
    }

    private CanvasView canvas() {
        return canvas;
    }

    private void arrange() {
        boolean picture = !model.workspace().empty().get();
        boolean candidates = !model.tray().candidates().isEmpty();
        queue.translateYProperty().unbind();
        // Above the strip; in a field below its line.
        boolean strip = picture || !model.tray().fresh();
        StackPane.setAlignment(queue, strip ? Pos.BOTTOM_RIGHT : Pos.TOP_RIGHT);
        if (strip) {
            queue.translateYProperty().bind(tray.heightProperty().negate());
        } else {
            queue.setTranslateY(BELOW_LINE);
        }
        // Pictures of earlier runs leave the place to the welcome; what was asked for fills it.
        boolean field = !strip;
        show(stage, !field);
        show(canvas, picture);
        show(toolOptions, picture);
        show(toolStrip, picture);
        // Also at the empty canvas that one came back to: the way on from there is in the history.
        show(dockColumn, picture || model.history().rows().size() > 1);
        show(welcome, !picture && !field);
        show(tray, candidates);
        tray.setStrip(!field);
        VBox.setVgrow(tray, field ? Priority.ALWAYS : Priority.NEVER);
        double stripHeight =
                picture ? Math.clamp(Math.rint(getHeight() * STRIP_SHARE), LOWEST_STRIP, HIGHEST_STRIP) : LOWEST_STRIP;
        double high = model.tray().folded().get() ? USE_COMPUTED_SIZE : stripHeight;
        tray.setMinHeight(field ? 0 : high);
        tray.setPrefHeight(field ? 0 : high);
        tray.setMaxHeight(field ? Double.MAX_VALUE : high);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
