package studio.unclip.app.panel.help;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import studio.unclip.app.panel.help.Guide.Block;
import studio.unclip.app.panel.help.Guide.Page;
import studio.unclip.app.panel.help.Guide.Span;

/** The guide: its pages at the left, with a field to look for words; the page that is read at the right. */
public final class GuideView extends BorderPane {
    private static final double CONTENTS = 200;

    /** Longer lines are hard to read. */
    private static final double LINE = 640;

    private final GuideViewModel model;
    private final TextField search = new TextField();
    private final ListView<Page> contents = new ListView<>();
    private final VBox page = new VBox(14);
    private final ScrollPane scroll = new ScrollPane(page);

    public GuideView(GuideViewModel model) {
        this.model = model;
        getStyleClass().add("guide");
        search.setId("guide-search");
        search.setPromptText("Look for");
        search.setAccessibleText("Look for words in the guide");
        search.textProperty().bindBidirectional(model.search());
        search.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
                contents.requestFocus();
                event.consume();
            }
        });
        contents.setId("guide-contents");
        contents.setAccessibleText("Pages of the guide");
        contents.setItems(model.found());
        contents.setPlaceholder(new Label("No page has that."));
        contents.setCellFactory(_ -> new PageCell());
        contents.getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            if (chosen != null) {
                model.open(chosen.id());
            }
        });
        VBox.setVgrow(contents, Priority.ALWAYS);
        VBox left = new VBox(10, search, contents);
        left.getStyleClass().add("guide-contents");
        left.setPrefWidth(CONTENTS);
        left.setMinWidth(CONTENTS);
        page.getStyleClass().add("guide-page");
        page.setMaxWidth(LINE);
        scroll.setId("guide-scroll");
        scroll.setFitToWidth(true);
        scroll.setAccessibleText("The page");
        scroll.getStyleClass().add("quiet-scroll");
        setLeft(left);
        setCenter(scroll);
        model.page().subscribe(this::show);
        model.search().subscribe(() -> show(model.page().get()));
        contents.getSelectionModel().select(model.page().get());
    }

    private void show(Page shown) {
        List<String> words = model.words();
        Label title = new Label(shown.title());
        title.setId("guide-title");
        title.getStyleClass().add("guide-title");
        title.setWrapText(true);
        page.getChildren().setAll(title);
        for (Block block : shown.blocks()) {
            Node node = node(block);
            String text = block.text().toLowerCase(Locale.ROOT);
            if (!words.isEmpty() && words.stream().anyMatch(text::contains)) {
                node.getStyleClass().add("guide-hit");
            }
            page.getChildren().add(node);
        }
        scroll.setVvalue(0);
        contents.getSelectionModel().select(shown);
    }

    private Node node(Block block) {
        return switch (block) {
            case Block.Heading(String text) -> {
                Label label = new Label(text);
                label.getStyleClass().add("guide-heading");
                label.setWrapText(true);
                yield label;
            }
            case Block.Paragraph paragraph -> flow(paragraph.spans());
            case Block.Items items -> list(items);
            case Block.Picture picture -> picture(picture);
        };
    }

    private TextFlow flow(List<Span> spans) {
        TextFlow flow = new TextFlow();
        flow.setLineSpacing(3);
        flow.setAccessibleRole(AccessibleRole.TEXT);
        flow.setAccessibleText(Guide.plain(spans));
        spans.forEach(span -> flow.getChildren().add(span.target().isPresent() ? link(span) : text(span)));
        return flow;
    }

    private Node link(Span span) {
        Hyperlink link = new Hyperlink(span.text());
        link.getStyleClass().add("guide-link");
        link.setOnAction(_ -> model.open(span.target().orElseThrow()));
        return link;
    }

    private static Text text(Span span) {
        Text text = new Text(span.text());
        text.getStyleClass().addAll("guide-text", "guide-" + span.look().name().toLowerCase(Locale.ROOT));
        return text;
    }

    private VBox list(Block.Items items) {
        VBox list = new VBox(6);
        for (int i = 0; i < items.items().size(); i++) {
            Label mark = new Label(items.numbered() ? (i + 1) + "." : "•");
            mark.getStyleClass().add("guide-mark");
            mark.setMinWidth(Region.USE_PREF_SIZE);
            TextFlow flow = flow(items.items().get(i));
            HBox.setHgrow(flow, Priority.ALWAYS);
            list.getChildren().add(new HBox(8, mark, flow));
        }
        list.setPadding(new Insets(0, 0, 0, 8));
        return list;
    }

    /** As wide as the lines, if it is that wide itself. */
    private Node picture(Block.Picture picture) {
        ImageView view = new ImageView();
        Guide.resource(picture.file()).ifPresent(url -> view.setImage(new Image(url.toExternalForm(), true)));
        view.setPreserveRatio(true);
        view.setSmooth(true);
        view.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        view.setAccessibleText(picture.text());
        view.fitWidthProperty()
                .bind(page.widthProperty()
                        .map(width -> Math.min(
                                LINE,
                                width.doubleValue()
                                        - page.getInsets().getLeft()
                                        - page.getInsets().getRight())));
        return view;
    }

    /** A page by its title. */
    private static final class PageCell extends ListCell<Page> {
        @Override
        protected void updateItem(Page item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : item.title());
        }
    }
}
