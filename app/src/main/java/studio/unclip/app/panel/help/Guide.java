package studio.unclip.app.panel.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The guide as it is written: pages, each of blocks. Plain data. */
public record Guide(List<Page> pages) {
    /** In the folder of this class, beside the pictures that it names. */
    private static final String FILE = "guide.md";

    public Guide {
        pages = List.copyOf(pages);
    }

    /**
     * What one looks at at a time.
     *
     * @param id what links name it by: its title in small letters, hyphens for spaces
     */
    public record Page(String id, String title, List<Block> blocks) {
        public Page {
            blocks = List.copyOf(blocks);
        }

        /** Whether all of these words are in it, in whatever case; any page has no words at all. */
        boolean has(List<String> words) {
            String text = text().toLowerCase(Locale.ROOT);
            return words.stream().allMatch(text::contains);
        }

        private String text() {
            return title + "\n" + blocks.stream().map(Block::text).collect(Collectors.joining("\n"));
        }
    }

    /** A part of a page that stands by itself. */
    public sealed interface Block {
        /** All it says, without its form. */
        String text();

        record Heading(String text) implements Block {}

        record Paragraph(List<Span> spans) implements Block {
            @Override
            public String text() {
                return plain(spans);
            }
        }

        /** @param numbered whether their order counts */
        record Items(boolean numbered, List<List<Span>> items) implements Block {
            @Override
            public String text() {
                return items.stream().map(Guide::plain).collect(Collectors.joining("\n"));
            }
        }

        /**
         * @param file relative to the guide
         * @param text what is to be seen on it
         */
        record Picture(String file, String text) implements Block {}
    }

    /** How some words stand out. */
    public enum Look {
        PLAIN,
        BOLD,
        ITALIC,
        /** A key, or what is typed. */
        CODE
    }

    /**
     * Words of one look.
     *
     * @param target the id of a page they lead to
     */
    public record Span(String text, Look look, Optional<String> target) {}

    static String plain(List<Span> spans) {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }

    /** The page of this id. */
    public Optional<Page> page(String id) {
        return pages.stream().filter(page -> page.id().equals(id)).findFirst();
    }

    /** The guide that is built into the program. May take a moment. */
    public static Guide builtIn() {
        try (InputStream in = Guide.class.getResourceAsStream(FILE)) {
            return GuideParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a picture that the guide names is; empty if it is not built in. */
    static Optional<URL> resource(String file) {
        return Optional.ofNullable(Guide.class.getResource(file));
    }
}
