package studio.unclip.app.panel.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.history.Thumbnail;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/** Every state of the document, oldest first, as rows of a tree; what can be done with them. Window thread. */
public final class HistoryViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryViewModel.class);

    /** So many rows are changed one by one: each costs the list a look at all of them. */
    private static final int FEW = 8;

    private final Workspace workspace;
    private final HistoryUses uses;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();

    /**
     * One state, or several of the same kind in a row, as strokes are: then the last of them. Knows no document, so that
     * rows are compared quickly.
     *
     * @param label what was done
     * @param times how often one after the other; undo passes each
     * @param recipe how its picture was made, as its maker wrote it down
     * @param starred kept whatever the history's budget says
     * @param current the one on the canvas
     * @param onPath whether undo and redo pass it; false on a branch that was left
     * @param lines of the tree beside it
     */
    public record Row(
            EntryId id,
            String label,
            int times,
            Instant time,
            Optional<String> recipe,
            Optional<Thumbnail> thumbnail,
            boolean starred,
            boolean current,
            boolean onPath,
            BranchLanes.Lines lines) {

        /** What was done, and how often. */
        public String title() {
            return times == 1 ? label : label + " × " + times;
        }

        /** For a screen reader. */
        public String spoken() {
            return title()
                    + (current ? ", on the canvas" : "")
                    + (onPath ? "" : ", on another branch")
                    + (starred ? ", starred" : "");
        }
    }

    /**
     * @param workspace whose history is shown
     * @param uses what states are used for elsewhere
     */
    public HistoryViewModel(Workspace workspace, HistoryUses uses) {
        this.workspace = workspace;
        this.uses = uses;
        workspace.addListener(new SessionListener() {
            @Override
            public void historyChanged() {
                rebuild();
            }
        });
        rebuild();
    }

    public ObservableList<Row> rows() {
        return rows;
    }

    /** Goes to a state. */
    public void jump(Row row) {
        if (workspace.history().entry(row.id()).isPresent()) {
            workspace.jump(row.id());
        }
    }

    /** Keeps a state whatever the history's budget says, or no longer. */
    public void star(Row row) {
        workspace.star(row.id(), !row.starred());
    }

    /** Shows a state against the one on the canvas, the older one at the left. */
    public void compareWithCanvas(Row row) {
        workspace
                .history()
                .entry(row.id())
                .ifPresent(entry -> compare(entry, workspace.history().current()));
    }

    /** Shows two states against each other, the older one at the left. */
    public void compare(Row one, Row other) {
        Optional<HistoryEntry> first = workspace.history().entry(one.id());
        Optional<HistoryEntry> second = workspace.history().entry(other.id());
        if (first.isPresent() && second.isPresent()) {
            compare(first.get(), second.get());
        }
    }

    private void compare(HistoryEntry one, HistoryEntry other) {
        boolean inOrder = one.id().value() <= other.id().value();
        uses.compare(inOrder ? one : other, inOrder ? other : one);
    }

    /** How a state's picture was made; empty where none was made for it, or by a program that wrote it otherwise. */
    public Optional<Recipe> recipe(Row row) {
        return row.recipe().flatMap(text -> {
            try {
                return Optional.of(RecipeJson.read(text));
            } catch (InvalidRequestException e) {
                LOG.info("a recipe in the history cannot be read", e);
                return Optional.empty();
            }
        });
    }

    /** Makes a state's picture again, as it was. */
    public void makeAgain(Row row) {
        Optional<HistoryEntry> state = workspace.history().entry(row.id());
        if (state.isPresent()) {
            recipe(row).ifPresent(recipe -> uses.makeAgain(state.get(), recipe));
        }
    }

    /** Puts a state's settings where they can be changed. */
    public void change(Row row) {
        recipe(row).ifPresent(uses::change);
    }

    /** Puts a state's recipe on the clipboard. */
    public void copyRecipe(Row row) {
        recipe(row).ifPresent(uses::copy);
    }

    private void rebuild() {
        History history = workspace.history();
        EntryId current = history.current().id();
        Set<EntryId> path = BranchLanes.path(history);
        List<Run> runs = runs(history, current);
        List<BranchLanes.Lines> lines = BranchLanes.of(
                runs.stream()
                        .map(run -> new BranchLanes.Step(
                                run.last().id(), run.first().parent()))
                        .toList(),
                path);
        List<Row> next = new ArrayList<>(runs.size());
        for (int i = 0; i < runs.size(); i++) {
            next.add(row(runs.get(i), current, path, lines.get(i)));
        }
        show(next);
    }

    /** States of the same kind, one after the other. */
    private record Run(HistoryEntry first, HistoryEntry last, int times) {}

    private static List<Run> runs(History history, EntryId current) {
        List<Run> runs = new ArrayList<>();
        for (HistoryEntry entry : history.entries()) {
            Run before = runs.isEmpty() ? null : runs.getLast();
            if (before != null && goesOn(history, before.last(), entry, current)) {
                runs.set(runs.size() - 1, new Run(before.first(), entry, before.times() + 1));
            } else {
                runs.add(new Run(entry, entry, 1));
            }
        }
        return runs;
    }

    /** Whether nobody needs a row for the first of two states: nothing leaves it, stands on it or made it. */
    private static boolean goesOn(History history, HistoryEntry one, HistoryEntry next, EntryId current) {
        return next.parent().equals(Optional.of(one.id()))
                && one.parent().isPresent()
                && one.label().equals(next.label())
                && one.recipe().isEmpty()
                && next.recipe().isEmpty()
                && !one.starred()
                && !one.id().equals(current)
                && history.children(one.id()).size() == 1;
    }

    /** Changes only what differs, so that the list keeps its place and its focus; many at a time all at once. */
    private void show(List<Row> next) {
        int common = Math.min(next.size(), rows.size());
        List<Integer> different = new ArrayList<>();
        for (int i = 0; i < common; i++) {
            if (!next.get(i).equals(rows.get(i))) {
                different.add(i);
            }
        }
        if (different.size() > FEW || next.size() < rows.size()) {
            rows.setAll(next);
            return;
        }
        different.forEach(i -> rows.set(i, next.get(i)));
        if (next.size() > common) {
            rows.addAll(next.subList(common, next.size()));
        }
    }

    private static Row row(Run run, EntryId current, Set<EntryId> path, BranchLanes.Lines lines) {
        HistoryEntry entry = run.last();
        return new Row(
                entry.id(),
                entry.label(),
                run.times(),
                entry.time(),
                entry.recipe(),
                entry.thumbnail(),
                entry.starred(),
                entry.id().equals(current),
                path.contains(entry.id()),
                lines);
    }
}
