package studio.unclip.app.dock;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/**
 * One panel of the column.
 *
 * @param id names it in the settings and to tests
 * @param title of a word or three
 * @param icon of its place in the rail
 * @param content what is below the title
 * @param controls small ones at the title's right, for the panel as a whole; there while it is open
 * @param share of the height against the others, above 0
 */
public record Dock(String id, String title, Feather icon, Region content, List<Node> controls, double share) {
    public Dock {
        controls = List.copyOf(controls);
    }
}
