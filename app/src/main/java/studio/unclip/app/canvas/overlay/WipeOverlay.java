package studio.unclip.app.canvas.overlay;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.app.workspace.Workspace;

/** The line between two pictures: dragged anywhere on the canvas, or moved by the arrow keys. */
public final class WipeOverlay extends Region {
    private static final double STEP = 0.02;
    private static final double LARGE_STEP = 0.1;
    private static final double KNOB = 28;
    private static final double GAP = 12;

    private final CompareModel model;
    private final Workspace workspace;
    private final Viewport viewport;
    private final Region line = new Region();
    private final Label knob = new Label(null, new FontIcon(Feather.CODE));
    private final Label left = new Label();
    private final Label right = new Label();
    private boolean dragging;

    public WipeOverlay(CompareModel model, Workspace workspace, Viewport viewport) {
        this.model = model;
        this.workspace = workspace;
        this.viewport = viewport;
        setId("wipe");
        getStyleClass().add("wipe");
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText("Line between the two pictures");
        setAccessibleHelp("Left and right move it, Escape ends the comparison.");
        setFocusTraversable(true);
        setCursor(Cursor.H_RESIZE);
        line.getStyleClass().add("wipe-line");
        knob.getStyleClass().add("wipe-knob");
        left.getStyleClass().add("canvas-label");
        left.setId("wipe-left");
        right.getStyleClass().add("canvas-label");
        right.setId("wipe-right");
        for (Region child : new Region[] {line, knob, left, right}) {
            child.setMouseTransparent(true);
            getChildren().add(child);
        }
        model.compared().subscribe(compared -> {
            setVisible(compared.isPresent());
            compared.ifPresent(pair -> {
                left.setText(pair.otherName());
                right.setText(pair.name());
                requestFocus();
            });
            requestLayout();
        });
        model.position().addListener((_, _, _) -> {
            requestLayout();
            notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
            notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE_STRING);
        });
        viewport.subscribe(this::requestLayout);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            dragging = event.getButton() == MouseButton.PRIMARY;
            drag(event);
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            drag(event);
            dragging = false;
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void drag(MouseEvent event) {
        if (dragging) {
            requestFocus();
            int width = workspace.document().get().size().width();
            model.position().set(viewport.documentX(event.getX()) / width);
            event.consume();
        }
    }

    private void keyPressed(KeyEvent event) {
        double step = event.isShiftDown() ? LARGE_STEP : STEP;
        switch (event.getCode()) {
            case LEFT -> model.position().set(model.position().get() - step);
            case RIGHT -> model.position().set(model.position().get() + step);
            case HOME -> model.position().set(0);
            case END -> model.position().set(1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    @Override
    protected void layoutChildren() {
        if (model.compared().get().isEmpty()) {
            return;
        }
        double pixel = viewport.pixel();
        double x = viewport.x(
                workspace.document().get().size().width() * model.position().get());
        line.resizeRelocate(x - pixel, 0, 2 * pixel, getHeight());
        knob.resizeRelocate(x - KNOB / 2, Math.rint(getHeight() / 2 - KNOB / 2), KNOB, KNOB);
        left.autosize();
        right.autosize();
        left.relocate(Math.max(GAP, x - GAP - left.getWidth()), GAP);
        right.relocate(Math.min(getWidth() - GAP - right.getWidth(), x + GAP), GAP);
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> model.position().get();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> 1.0;
            case VALUE_STRING -> Math.round(model.position().get() * 100) + " %";
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
