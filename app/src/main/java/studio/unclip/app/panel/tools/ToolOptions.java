package studio.unclip.app.panel.tools;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ColorPicker;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.ToolBar;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;
import studio.unclip.app.tool.BrushSettings;
import studio.unclip.app.tool.EditCommands;
import studio.unclip.app.tool.ToolBox;
import studio.unclip.app.tool.ToolKind;

/** One line above the canvas with the settings of the chosen tool; what has no room goes into the line's own menu. */
public final class ToolOptions extends ToolBar {
    private static final double LARGEST_SIZE = 1024;
    private static final double LARGEST_DISTANCE = 128;
    private static final int MOST_TOLERANCE = 255;

    private final ToolBox tools;
    private final ColorPicker colour = new ColorPicker();
    private final ValueSlider size;
    private final ValueSlider hardness;
    private final ValueSlider opacity;
    private final VBox moreBox = new VBox(8);
    private final MenuButton more;
    private final ValueSlider smoothing;
    private final ValueSlider tolerance;
    private final CheckBox contiguous = new CheckBox("Connected only");
    private final List<Node> mask;
    private final Button crop;
    private final Label hint = new Label();

    /**
     * @param tools what is set
     * @param commands what is done at once
     * @param applyCrop cuts the picture to the crop frame
     */
    public ToolOptions(ToolBox tools, EditCommands commands, Runnable applyCrop) {
        this.tools = tools;
        setId("tool-options");
        getStyleClass().add("tool-options");
        size = new ValueSlider(
                "brush-size",
                "Size",
                share -> Math.rint(Math.pow(LARGEST_SIZE, share)),
                value -> Math.log(value) / Math.log(LARGEST_SIZE),
                value -> Math.round(value) + " px",
                value -> set(brush -> brush.withSize(value)));
        hardness =
                ValueSlider.percent("brush-hardness", "Hardness", 0, value -> set(brush -> brush.withHardness(value)));
        opacity =
                ValueSlider.percent("brush-opacity", "Opacity", 0.01, value -> set(brush -> brush.withOpacity(value)));
        smoothing = ValueSlider.percent(
                "brush-smoothing", "Smoothing", 0, value -> set(brush -> brush.withSmoothing(value)));
        more = more();
        tolerance = new ValueSlider(
                "tolerance",
                "Tolerance",
                share -> Math.rint(MOST_TOLERANCE * share),
                value -> value / MOST_TOLERANCE,
                value -> Long.toString(Math.round(value)),
                value -> tools.tolerance().set((int) value));
        contiguous.setId("contiguous");
        contiguous.selectedProperty().bindBidirectional(tools.contiguous());
        mask = maskCommands(commands);
        crop = button("apply-crop", "Crop", Feather.CHECK, "Cut to the frame  (Enter)", applyCrop);
        hint.getStyleClass().add("tool-hint");
        hint.setId("tool-hint");
        colour.setId("colour");
        colour.setAccessibleText("Colour");
        Tip.on(colour, "Colour; hold Alt on the picture to take one from it");
        colour.getStyleClass().add(ColorPicker.STYLE_CLASS_BUTTON);
        colour.setStyle("-fx-color-label-visible: false");
        colour.valueProperty().addListener((_, _, chosen) -> tools.colour().set(argb(chosen)));
        tools.colour().subscribe(value -> colour.setValue(color(value.intValue())));
        tools.lastColours()
                .subscribe(() -> colour.getCustomColors()
                        .setAll(tools.lastColours().stream()
                                .map(ToolOptions::color)
                                .toList()));
        tools.tolerance().subscribe(value -> tolerance.show(value.doubleValue()));
        tools.brush().subscribe(this::show);
        tools.chosen().subscribe(this::arrange);
    }

    private void set(UnaryOperator<BrushSettings> change) {
        tools.setBrush(change.apply(tools.brush().get()));
    }

    private void show(BrushSettings brush) {
        size.show(brush.size());
        hardness.show(brush.hardness());
        opacity.show(brush.opacity());
        smoothing.show(brush.smoothing());
    }

    private MenuButton more() {
        CheckBox pressure = new CheckBox("Size follows the pen's pressure");
        pressure.setId("brush-pressure");
        pressure.setDisable(true);
        Label why = new Label("Not available: the window system tells this program no pressure.");
        why.getStyleClass().add("column-title");
        moreBox.getChildren().setAll(smoothing, pressure, why);
        CustomMenuItem item = new CustomMenuItem(moreBox, false);
        item.getStyleClass().add("plain-item");
        MenuButton button = new MenuButton(null, new FontIcon(Feather.SLIDERS), item);
        button.setId("brush-more");
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow");
        button.setAccessibleText("More about the brush");
        Tip.on(button, "More about the brush: smoothing, pressure");
        return button;
    }

    private static List<Node> maskCommands(EditCommands commands) {
        ValueSlider distance = new ValueSlider(
                "mask-distance",
                "By",
                share -> Math.rint(Math.pow(LARGEST_DISTANCE, share)),
                value -> Math.log(value) / Math.log(LARGEST_DISTANCE),
                value -> Math.round(value) + " px",
                value -> commands.distance().set((int) value));
        commands.distance().subscribe(value -> distance.show(value.doubleValue()));
        return List.of(
                new Separator(Orientation.VERTICAL),
                button("mask-fill", "Fill", null, "Mask everything, or what is selected", commands::fillMask),
                button(
                        "mask-invert",
                        "Invert",
                        null,
                        "What was masked is not, and the other way round",
                        commands::invertMask),
                button("mask-clear", "Clear", null, "Clear mask", commands::clearMask),
                edge(commands, distance));
    }

    private static MenuButton edge(EditCommands commands, ValueSlider distance) {
        CustomMenuItem by = new CustomMenuItem(distance, false);
        by.getStyleClass().add("plain-item");
        MenuButton edge = new MenuButton(
                "Edge",
                null,
                item("mask-grow", "Grow mask", commands::growMask),
                item("mask-shrink", "Shrink mask", commands::shrinkMask),
                item("mask-feather", "Feather mask", commands::featherMask),
                by);
        edge.setId("mask-edge");
        edge.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
        edge.setAccessibleText("Edge of the mask");
        Tip.on(edge, "Grow, shrink or soften the mask");
        return edge;
    }

    private static MenuItem item(String id, String title, Runnable run) {
        MenuItem item = new MenuItem(title);
        item.setId(id);
        item.setOnAction(_ -> run.run());
        return item;
    }

    private static Button button(String id, String text, Feather icon, String tip, Runnable run) {
        Button button = new Button(text, icon == null ? null : new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
        button.setAccessibleText(tip);
        Tip.on(button, tip);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private void arrange(ToolKind kind) {
        List<Node> shown = new ArrayList<>();
        if (kind.usesColour() || kind == ToolKind.EYEDROPPER) {
            shown.add(colour);
        }
        if (kind.isBrush()) {
            // A mask is seldom half a mask: there the line's room goes to what is done to all of it.
            boolean forMask = kind.group() == ToolKind.Group.MASK;
            moreBox.getChildren().remove(opacity);
            shown.addAll(List.of(size, hardness));
            if (forMask) {
                moreBox.getChildren().addFirst(opacity);
            } else {
                shown.add(opacity);
            }
            shown.add(more);
        }
        if (kind.group() == ToolKind.Group.MASK) {
            shown.addAll(mask);
        }
        if (kind.takesLikeColours()) {
            shown.addAll(List.of(tolerance, contiguous));
        }
        if (kind == ToolKind.CROP) {
            shown.add(crop);
        }
        if (!kind.isBrush()) {
            hint.setText(kind.hint());
            shown.add(hint);
        }
        getItems().setAll(shown);
    }

    private static Color color(int argb) {
        return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
    }

    private static int argb(Color colour) {
        return 0xff000000
                | (int) Math.round(colour.getRed() * 255) << 16
                | (int) Math.round(colour.getGreen() * 255) << 8
                | (int) Math.round(colour.getBlue() * 255);
    }
}
