package studio.unclip.app.panel.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.help.Guide.Block;
import studio.unclip.app.panel.help.Guide.Look;
import studio.unclip.app.panel.help.Guide.Page;
import studio.unclip.app.panel.help.Guide.Span;

class GuideTest {
    private static final long MOST_BYTES = 1_500_000;

    private static final Guide GUIDE = Guide.builtIn();

    private static Stream<Span> spans(Guide guide) {
        return guide.pages().stream().flatMap(page -> page.blocks().stream()).flatMap(block -> switch (block) {
            case Block.Paragraph paragraph -> paragraph.spans().stream();
            case Block.Items items -> items.items().stream().flatMap(List::stream);
            default -> Stream.empty();
        });
    }

    private static List<Block.Picture> pictures() {
        return GUIDE.pages().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(Block.Picture.class::isInstance)
                .map(Block.Picture.class::cast)
                .toList();
    }

    @Test
    void every_link_leads_to_a_page() {
        List<String> targets =
                spans(GUIDE).flatMap(span -> span.target().stream()).toList();
        assertThat(targets).isNotEmpty();
        assertThat(targets).allMatch(target -> GUIDE.page(target).isPresent());
    }

    @Test
    void every_picture_is_packed_and_together_they_are_small() throws IOException {
        assertThat(pictures()).hasSizeGreaterThan(6);
        long bytes = 0;
        for (Block.Picture picture : pictures()) {
            Optional<URL> resource = Guide.resource(picture.file());
            assertThat(resource).as(picture.file()).isPresent();
            bytes += resource.get().openConnection().getContentLengthLong();
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void no_picture_in_the_folder_is_left_over() throws IOException {
        Path docs = Stream.of(Path.of("docs"), Path.of("../docs"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
        try (Stream<Path> files = Files.list(docs.resolve("guide"))) {
            assertThat(files.map(file -> "guide/" + file.getFileName()))
                    .containsExactlyInAnyOrderElementsOf(
                            pictures().stream().map(Block.Picture::file).toList());
        }
    }

    @Test
    void every_mode_has_its_page_which_says_what_to_do_when_it_disappoints() {
        for (Mode mode : Mode.values()) {
            Page page = GUIDE.page(GuideParser.id(mode.title())).orElseThrow();
            assertThat(page.blocks())
                    .as(page.title())
                    .contains(new Block.Heading("When it disappoints"))
                    .anyMatch(block -> block instanceof Block.Items items
                            && items.numbered()
                            && items.items().size() == 3)
                    .anyMatch(Block.Picture.class::isInstance);
        }
    }

    @Test
    void what_is_written_is_read_as_it_stands() {
        Guide read = GuideParser.parse("""
                # Text diff
                Some *words*, a `key`
                and **more**: [there](#text-diff).

                ![a cat](guide/cat.jpg)
                ### Then
                1. one
                2. two
                   goes on
                - a dot
                """);
        Page page = read.page("text-diff").orElseThrow();
        assertThat(page.blocks()).hasSize(5);
        assertThat(page.blocks().getFirst().text()).isEqualTo("Some words, a key and more: there.");
        assertThat(spans(read).map(Span::look)).contains(Look.ITALIC, Look.CODE, Look.BOLD);
        assertThat(spans(read).flatMap(span -> span.target().stream())).containsExactly("text-diff");
        assertThat(page.blocks().get(1)).isEqualTo(new Block.Picture("guide/cat.jpg", "a cat"));
        assertThat(page.blocks().get(3).text()).isEqualTo("one\ntwo goes on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"> quoted", "| a | table |", "a [web](https://example.org) link", "## Second", "an open ` key"})
    void what_the_window_could_not_show_is_refused(String line) {
        assertThatThrownBy(() -> GuideParser.parse("# Page\n\n" + line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void looking_for_words_leaves_the_pages_that_have_all_of_them_and_turns_to_the_first() {
        GuideViewModel model = new GuideViewModel(GUIDE);
        model.open("vary");
        assertThat(model.page().get().title()).isEqualTo("Vary");
        model.search().set("Lasso  selection");
        assertThat(model.found()).isNotEmpty().allMatch(page -> page.has(List.of("lasso")));
        assertThat(model.found()).contains(model.page().get());

        model.open("mix");
        assertThat(model.search().get())
                .as("a page that is not listed is shown in the whole list")
                .isEmpty();
        assertThat(model.page().get().title()).isEqualTo("Mix");
        model.open("no such page");
        assertThat(model.page().get().title()).isEqualTo("Mix");
    }
}
