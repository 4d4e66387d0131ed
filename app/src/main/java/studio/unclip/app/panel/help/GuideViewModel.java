package studio.unclip.app.panel.help;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.unclip.app.panel.help.Guide.Page;

/** Which page of the guide is read, and which are found. Window thread. */
public final class GuideViewModel {
    private final Guide guide;
    private final ObservableList<Page> found = FXCollections.observableArrayList();
    private final ObservableList<Page> foundSeen = FXCollections.unmodifiableObservableList(found);
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(this, "page");

    /** @param guide has at least one page */
    public GuideViewModel(Guide guide) {
        this.guide = guide;
        page.set(guide.pages().getFirst());
        search.subscribe(this::find);
        find();
    }

    private void find() {
        List<String> words = words();
        found.setAll(guide.pages().stream().filter(one -> one.has(words)).toList());
        if (!found.isEmpty() && !found.contains(page.get())) {
            page.set(found.getFirst());
        }
    }

    /** What is looked for, in small letters. */
    List<String> words() {
        return Arrays.stream(search.get().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Words of which a page must have all to be listed. */
    StringProperty search() {
        return search;
    }

    /** The pages that have what is looked for; all while nothing is. */
    ObservableList<Page> found() {
        return foundSeen;
    }

    /** The one that is read. */
    public ReadOnlyObjectProperty<Page> page() {
        return page.getReadOnlyProperty();
    }

    /** Turns to a page; nothing for an id that is none's. */
    public void open(String id) {
        Optional<Page> wanted = guide.page(id);
        wanted.ifPresent(one -> {
            if (!found.contains(one)) {
                search.set("");
            }
            page.set(one);
        });
    }
}
