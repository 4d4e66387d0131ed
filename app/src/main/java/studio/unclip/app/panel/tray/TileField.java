package studio.unclip.app.panel.tray;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * The tiles of all rounds: a strip that is scrolled sideways, or a field that is scrolled downwards. Only those that can be
 * seen are there, because to make and style one takes a third of a pulse; one that is scrolled out goes on to what is
 * scrolled in, and of several that are wanted at once each comes in a pulse of its own.
 */
final class TileField extends Region {
    private static final double BAR = 8;

    private final TrayViewModel model;
    private final TileMenu menu;
    private final Executor background;
    private final Content content = new Content();
    private final ScrollBar bar = new ScrollBar();
    private final Label heading = new Label("Earlier");
    private final ReadOnlyDoubleWrapper inset = new ReadOnlyDoubleWrapper(this, "inset");
    private final Map<CandidateViewModel, CandidateTile> made = new HashMap<>();
    private final List<CandidateTile> unused = new ArrayList<>();
    private final List<Region> lines = new ArrayList<>();

    /**
     * Makes what is lacking, a tile in one pulse and its place in the next: a round of eight comes within seventeen pulses,
     * and none of them is late. The first pulse is left to what else a new round changes in the window.
     */
    private final AnimationTimer making = new AnimationTimer() {
        @Override
        public void handle(long now) {
            if (!pulsePassed) {
                pulsePassed = true;
            } else if (unused.isEmpty()) {
                lacking.ifPresent(candidate -> unused.add(new CandidateTile(candidate, model, menu, background)));
            } else {
                scrolled();
            }
        }
    };

    private boolean pulsePassed;

    /** The first that can be seen and has no tile yet. */
    private Optional<CandidateViewModel> lacking = Optional.empty();

    private List<RoundViewModel> rounds = List.of();
    private List<CandidateViewModel> candidates = List.of();
    private TilePlan plan = TilePlan.strip(List.of(), 1, 1, 1);
    private boolean strip;

    /** Of the candidate whose tile has the focus, when it was last seen. */
    private int focusedIndex;

    TileField(TrayViewModel model, TileMenu menu, Executor background) {
        this.model = model;
        this.menu = menu;
        this.background = background;
        getStyleClass().add("tile-field");
        heading.getStyleClass().add("tray-heading");
        heading.setManaged(false);
        bar.getStyleClass().add("tile-bar");
        bar.setFocusTraversable(false);
        bar.setAccessibleText("Scroll the pictures");
        bar.valueProperty().addListener((_, _, _) -> scrolled());
        content.getChildren().add(heading);
        // Laid out here, by arrange: a tile that comes or goes is nothing to those around the field.
        content.setManaged(false);
        bar.setManaged(false);
        Rectangle clip = new Rectangle();
        // The ring of the focus reaches beyond a tile.
        clip.setX(-4);
        clip.setY(-4);
        clip.widthProperty().bind(widthProperty().add(8));
        clip.heightProperty().bind(heightProperty().add(8));
        setClip(clip);
        getChildren().addAll(content, bar);
        addEventHandler(ScrollEvent.SCROLL, this::wheel);
        addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
    }

    /** In one row; else in a field. */
    void setStrip(boolean wanted) {
        if (strip != wanted) {
            strip = wanted;
            bar.setValue(0);
            arrange();
        }
    }

    /** What is shown has changed. */
    void show(List<RoundViewModel> now) {
        boolean begun = !now.isEmpty() && (rounds.isEmpty() || !now.getFirst().equals(rounds.getFirst()));
        rounds = List.copyOf(now);
        candidates = now.stream().flatMap(round -> round.shown().stream()).toList();
        if (begun) {
            bar.setValue(0);
        }
        arrange();
    }

    /** How far the first tile lies from the left edge: what stands above can be aligned with it. */
    ReadOnlyDoubleProperty inset() {
        return inset.getReadOnlyProperty();
    }

    @Override
    protected double computeMinHeight(double width) {
        return 64 + CandidateTile.CAPTION_HEIGHT;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 150 + CandidateTile.CAPTION_HEIGHT;
    }

    @Override
    protected void layoutChildren() {
        arrange();
    }

    private void arrange() {
        replan();
        double view = strip ? getWidth() : getHeight();
        bar.setOrientation(strip ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        bar.setMax(Math.max(0, plan.length() - view));
        bar.setVisibleAmount(plan.length() <= 0 ? 0 : bar.getMax() * view / plan.length());
        bar.setBlockIncrement(view * 0.8);
        bar.setUnitIncrement(60);
        bar.setVisible(plan.length() > view);
        if (strip) {
            bar.resizeRelocate(0, getHeight() - BAR, getWidth(), BAR);
        } else {
            bar.resizeRelocate(getWidth() - BAR, 0, BAR, getHeight());
        }
        if (bar.getValue() > bar.getMax()) {
            bar.setValue(bar.getMax());
        }
        content.resizeRelocate(0, 0, getWidth(), getHeight());
        scrolled();
    }

    private void replan() {
        List<Integer> counts =
                rounds.stream().map(round -> round.shown().size()).toList();
        plan = plan(counts, 0);
        if (plan.length() > (strip ? getWidth() : getHeight())) {
            plan = plan(counts, BAR + 2);
        }
        inset.set(plan.inset());
    }

    private TilePlan plan(List<Integer> counts, double bars) {
        return strip
                ? TilePlan.strip(counts, getWidth(), getHeight() - bars, CandidateTile.CAPTION_HEIGHT)
                : TilePlan.field(counts, getWidth() - bars, getHeight(), CandidateTile.CAPTION_HEIGHT);
    }

    private void scrolled() {
        double offset = Math.rint(bar.getValue());
        content.setTranslateX(strip ? -offset : 0);
        content.setTranslateY(strip ? 0 : -offset);
        fill(offset);
    }

    private boolean isSeen(TilePlan.Slot slot, double offset) {
        double from = strip ? slot.x() : slot.y();
        double size = slot.side() + (strip ? 0 : CandidateTile.CAPTION_HEIGHT);
        return from + size >= offset && from <= offset + (strip ? getWidth() : getHeight());
    }

    /** A tile for everything that can be seen, and for that which has the focus. */
    private void fill(double offset) {
        CandidateTile focused = focused();
        Set<Integer> seen = new TreeSet<>();
        for (int i = 0; i < plan.slots().size(); i++) {
            if (isSeen(plan.slots().get(i), offset)) {
                seen.add(i);
            }
        }
        if (focused != null && !candidates.isEmpty()) {
            int at = candidates.indexOf(focused.candidate());
            // One that has left the tray leaves its focus to what lies in its place.
            focusedIndex = at >= 0 ? at : Math.min(focusedIndex, candidates.size() - 1);
            seen.add(focusedIndex);
            if (at < 0) {
                pass(focused, candidates.get(focusedIndex));
            }
        }
        List<CandidateViewModel> wanted = seen.stream().map(candidates::get).toList();
        made.entrySet().removeIf(one -> {
            boolean left = !wanted.contains(one.getKey());
            if (left) {
                unused.add(one.getValue());
            }
            return left;
        });
        List<Node> now = new ArrayList<>();
        lacking = Optional.empty();
        for (int index : seen) {
            if (!made.containsKey(candidates.get(index)) && unused.isEmpty()) {
                lacking = lacking.or(() -> Optional.of(candidates.get(index)));
            } else {
                CandidateTile tile = tile(index);
                tile.slot = plan.slots().get(index);
                now.add(tile);
            }
        }
        put(now);
        if (lacking.isPresent()) {
            making.start();
        } else {
            making.stop();
            pulsePassed = false;
        }
    }

    private void pass(CandidateTile tile, CandidateViewModel to) {
        made.remove(tile.candidate());
        CandidateTile other = made.put(to, tile);
        if (other != null && !other.equals(tile)) {
            unused.add(other);
        }
    }

    private CandidateTile focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        return owner instanceof CandidateTile tile && tile.getParent() == content ? tile : null;
    }

    private CandidateTile tile(int index) {
        CandidateViewModel candidate = candidates.get(index);
        CandidateTile tile = made.computeIfAbsent(candidate, _ -> unused.removeLast());
        boolean newest =
                candidate.round().equals(rounds.getFirst()) && candidate.round().fresh();
        // No id: with another one JavaFX styles everything in it anew.
        tile.setUserData(
                newest
                        ? "candidate-" + candidate.number()
                        : "earlier-" + rounds.indexOf(candidate.round()) + "-" + candidate.number());
        tile.show(candidate, !newest, candidate.round().shown().getFirst().equals(candidate));
        return tile;
    }

    /** Tiles in the order of their places, without taking any out of the scene: it would be styled anew, and lose the focus. */
    private void put(List<Node> now) {
        List<Node> all = new ArrayList<>(now);
        all.add(heading);
        all.addAll(lines());
        content.getChildren().removeIf(node -> !all.contains(node));
        for (Node node : all) {
            if (!content.getChildren().contains(node)) {
                content.getChildren().add(node);
            }
        }
        if (!content.getChildren().equals(all)) {
            all.forEach(Node::toFront);
        }
        content.requestLayout();
    }

    private List<Region> lines() {
        while (lines.size() < plan.dividers().size()) {
            Region line = new Region();
            line.getStyleClass().add("tray-divider");
            line.setManaged(false);
            lines.add(line);
        }
        return lines.subList(0, plan.dividers().size());
    }

    private void wheel(ScrollEvent event) {
        double delta = strip && Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())
                ? event.getDeltaX()
                : event.getDeltaY();
        if (bar.isVisible() && delta != 0) {
            bar.setValue(Math.clamp(bar.getValue() - delta, 0, bar.getMax()));
            event.consume();
        }
    }

    private void walk(KeyEvent event) {
        CandidateTile focused = focused();
        int at = focused == null ? -1 : candidates.indexOf(focused.candidate());
        if (at < 0 || event.isShortcutDown()) {
            return;
        }
        int to = switch (event.getCode()) {
            case LEFT -> plan.neighbour(at, -1, 0);
            case RIGHT -> plan.neighbour(at, 1, 0);
            case UP -> plan.neighbour(at, 0, -1);
            case DOWN -> plan.neighbour(at, 0, 1);
            case HOME -> 0;
            case END -> candidates.size() - 1;
            default -> -1;
        };
        if (to >= 0) {
            focus(to);
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE) {
            model.dismiss(focused.candidate());
            event.consume();
        }
    }

    private void focus(int index) {
        TilePlan.Slot slot = plan.slots().get(index);
        double from = strip ? slot.x() : slot.y();
        double size = slot.side() + (strip ? 0 : CandidateTile.CAPTION_HEIGHT);
        double view = strip ? getWidth() : getHeight();
        if (bar.isVisible()) {
            double least = Math.max(0, from + size - view);
            bar.setValue(Math.clamp(Math.clamp(bar.getValue(), Math.min(least, from), from), 0, bar.getMax()));
        }
        CandidateTile tile = made.get(candidates.get(index));
        if (tile != null) {
            tile.requestFocus();
        }
    }

    /** Puts tiles where the plan has them. */
    private final class Content extends Pane {
        @Override
        protected void layoutChildren() {
            for (CandidateTile tile : made.values()) {
                double side = tile.slot.side();
                tile.resizeRelocate(tile.slot.x(), tile.slot.y(), side, side + CandidateTile.CAPTION_HEIGHT);
            }
            heading.setVisible(plan.heading().isPresent());
            plan.heading().ifPresent(y -> {
                heading.autosize();
                double left = plan.slots().getLast().x();
                for (TilePlan.Slot slot : plan.slots()) {
                    left = slot.y() > y ? Math.min(left, slot.x()) : left;
                }
                heading.relocate(left, y + TilePlan.HEADING - heading.getHeight() - 8);
            });
            for (int i = 0; i < plan.dividers().size(); i++) {
                TilePlan.Slot first = plan.slots().getFirst();
                lines.get(i).resizeRelocate(plan.dividers().get(i) - 1, first.y(), 1, first.side());
            }
        }
    }
}
