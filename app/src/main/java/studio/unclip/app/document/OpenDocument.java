package studio.unclip.app.document;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.disk.FileStamp;
import studio.unclip.editor.file.ora.CarriedEntry;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.Recipe;

/** What is known of the open document beside its layers: its file, which of its states are in one. Window thread. */
final class OpenDocument {
    private static final String UNNAMED = "Unnamed";

    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<Optional<Path>> file =
            new ReadOnlyObjectWrapper<>(this, "file", Optional.empty());
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
    private final ReadOnlyBooleanWrapper modified = new ReadOnlyBooleanWrapper(this, "modified", false);
    private Home home = Home.Nowhere.UNNAMED;
    private Beside beside = Beside.NOTHING;

    /** The state the document's file holds, or several flat files of a picture without layers. */
    private final Set<Revision> saved = new HashSet<>();

    /** States of which a flat file holds what is seen. */
    private final Set<Revision> pictured = new HashSet<>();

    /** States that can be got back from a file, if need be from the history in it. */
    private final Set<Revision> kept = new HashSet<>();

    /**
     * What goes from a file to the next one untouched.
     *
     * @param metadata of the picture it began as
     * @param carried entries that are not known here
     */
    record Beside(Metadata metadata, List<CarriedEntry> carried) {
        static final Beside NOTHING = new Beside(Metadata.NONE, List.of());
    }

    OpenDocument(Workspace workspace) {
        this.workspace = workspace;
        workspace.addListener(new SessionListener() {
            @Override
            public void documentChanged(Document before, Document after, IntRect dirty) {
                update();
            }

            @Override
            public void historyChanged() {
                update();
            }
        });
    }

    /** Where a save goes without a question; empty: it asks. */
    ReadOnlyObjectProperty<Optional<Path>> file() {
        return file.getReadOnlyProperty();
    }

    /** For a title; empty while there is no document. */
    ReadOnlyStringProperty name() {
        return name.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty modified() {
        return modified.getReadOnlyProperty();
    }

    Home home() {
        return home;
    }

    Beside beside() {
        return beside;
    }

    /** The document as its last step left it: what is only tried is not in it. */
    Document document() {
        return workspace.history().current().document();
    }

    Optional<Recipe> recipe() {
        return Made.recipe(document());
    }

    /**
     * Another document is open. To be called when it is.
     *
     * @param held whether its home, or the picture it was read from, holds it
     */
    void become(Home of, Beside what, boolean held) {
        home = of;
        beside = what;
        saved.clear();
        pictured.clear();
        kept.clear();
        if (held) {
            saved.add(workspace.revision());
            kept.addAll(workspace.history().entries().stream()
                    .map(HistoryEntry::id)
                    .map(workspace::revision)
                    .toList());
        }
        update();
    }

    /**
     * Its own file holds a state and the history.
     *
     * @param history the states in it
     */
    void savedWhole(Path target, SavedForm form, Revision revision, List<Revision> history) {
        home = new Home.Own(target, Optional.of(form));
        saved.clear();
        saved.add(revision);
        kept.addAll(history);
        update();
    }

    /**
     * A file holds what is seen of a state.
     *
     * @param flat whether that is all there is
     */
    void savedPicture(
            Path target,
            FileName.Kind kind,
            FileStamp stamp,
            Revision revision,
            Optional<Recipe> recipe,
            boolean flat) {
        if (!(home instanceof Home.Own)) {
            home = new Home.Flat(target, kind, stamp, recipe.map(Recipe::prompt));
            (flat ? saved : pictured).add(revision);
            kept.add(revision);
        }
        update();
    }

    /** The file is somebody else's now: the next save asks. */
    void letGo() {
        home = new Home.Nowhere(
                home.path().map(FileName::name).orElse(""), home.path().map(Path::getParent));
        update();
    }

    /** What of the document is in no file. */
    AtStake.Work work() {
        if (workspace.empty().get()) {
            boolean all = workspace.history().entries().stream()
                    .filter(entry -> entry.parent().isPresent())
                    .allMatch(entry -> kept.contains(workspace.revision(entry.id())));
            return all ? AtStake.Work.NONE : AtStake.Work.HISTORY;
        }
        Revision now = workspace.revision();
        if (saved.contains(now)) {
            return AtStake.Work.NONE;
        }
        if (pictured.contains(now)) {
            return AtStake.Work.LAYERS;
        }
        return home instanceof Home.Own ? AtStake.Work.CHANGED : AtStake.Work.UNSAVED;
    }

    private void update() {
        boolean empty = workspace.empty().get();
        modified.set(!empty && work() != AtStake.Work.NONE);
        file.set(
                switch (home) {
                    case Home.Nowhere _ -> Optional.<Path>empty();
                    case Home.Own own -> Optional.of(own.file());
                    case Home.Flat flat -> Optional.of(flat.file()).filter(_ -> isPictureOf(flat));
                });
        name.set(empty && home instanceof Home.Nowhere ? "" : title());
    }

    /** Whether what is seen is still the picture of the prompt that the file holds. */
    private boolean isPictureOf(Home.Flat flat) {
        return recipe().map(Recipe::prompt).equals(flat.prompt());
    }

    private String title() {
        return switch (home) {
            case Home.Nowhere nowhere -> nowhere.name().isEmpty() ? UNNAMED : nowhere.name();
            case Home.Own own -> FileName.name(own.file());
            case Home.Flat flat -> isPictureOf(flat) ? FileName.name(flat.file()) : UNNAMED;
        };
    }
}
