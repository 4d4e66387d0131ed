package studio.unclip.app.panel.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.unclip.app.panel.help.Guide.Block;
import studio.unclip.app.panel.help.Guide.Look;
import studio.unclip.app.panel.help.Guide.Page;
import studio.unclip.app.panel.help.Guide.Span;

/**
 * Reads as much of Markdown as the guide needs: pages ({@code #}), headings ({@code ###}), paragraphs, lists of one level,
 * pictures on a line of their own; bold, italic, code and links to pages inside a line. Anything else is refused with its
 * line, so that the guide cannot look right in one place and wrong in the other.
 */
final class GuideParser {
    private static final Pattern PICTURE = Pattern.compile("!\\[([^]]+)]\\(([^)#:]+)\\)");
    private static final Pattern BULLET = Pattern.compile("[-*] (.+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+\\. (.+)");
    private static final Pattern INLINE = Pattern.compile(
            "\\*\\*(?<bold>[^*]+)\\*\\*|\\*(?<italic>[^*]+)\\*|`(?<code>[^`]+)`|\\[(?<words>[^]]+)]\\(#(?<target>[^)]+)\\)");
    private static final Pattern NOT_READ = Pattern.compile("^(#|>|\\||```|    |\\t|---|<)|]\\(|\\*\\*|[`]");

    private final List<Page> pages = new ArrayList<>();
    private String title = "";
    private List<Block> blocks = new ArrayList<>();

    /** Lines of the paragraph that is being read. */
    private final StringBuilder paragraph = new StringBuilder();

    private final List<StringBuilder> items = new ArrayList<>();
    private boolean numbered;

    private GuideParser() {}

    /** @throws IllegalArgumentException for what it does not read, with the line */
    static Guide parse(String markdown) {
        GuideParser parser = new GuideParser();
        markdown.lines().forEach(parser::line);
        parser.endPage();
        return new Guide(parser.pages);
    }

    /** As links name a page. */
    static String id(String title) {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }

    private void line(String line) {
        Matcher picture = PICTURE.matcher(line);
        Matcher bullet = BULLET.matcher(line);
        Matcher number = NUMBER.matcher(line);
        if (line.isBlank()) {
            endBlock();
        } else if (line.startsWith("# ")) {
            begin(line.substring(2));
        } else if (line.startsWith("### ")) {
            endBlock();
            blocks.add(new Block.Heading(line.substring(4).strip()));
        } else if (picture.matches()) {
            endBlock();
            blocks.add(new Block.Picture(picture.group(2), picture.group(1)));
        } else if (bullet.matches()) {
            item(false, bullet.group(1));
        } else if (number.matches()) {
            item(true, number.group(1));
        } else if (line.startsWith("  ") && !items.isEmpty()) {
            items.getLast().append(' ').append(line.strip());
        } else {
            if (!items.isEmpty()) {
                endBlock();
            }
            paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
        }
    }

    private void begin(String name) {
        endPage();
        title = name.strip();
    }

    private void item(boolean ordered, String text) {
        if (items.isEmpty() || numbered != ordered) {
            endBlock();
        }
        numbered = ordered;
        items.add(new StringBuilder(text));
    }

    private void endBlock() {
        if (!paragraph.isEmpty()) {
            blocks.add(new Block.Paragraph(spans(paragraph.toString())));
            paragraph.setLength(0);
        }
        if (!items.isEmpty()) {
            blocks.add(new Block.Items(
                    numbered, items.stream().map(item -> spans(item.toString())).toList()));
            items.clear();
        }
    }

    private void endPage() {
        endBlock();
        if (!title.isEmpty()) {
            pages.add(new Page(id(title), title, blocks));
        }
        blocks = new ArrayList<>();
    }

    private static List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher inline = INLINE.matcher(text);
        int at = 0;
        while (inline.find()) {
            plain(text.substring(at, inline.start()), text).ifPresent(spans::add);
            spans.add(span(inline));
            at = inline.end();
        }
        plain(text.substring(at), text).ifPresent(spans::add);
        return spans;
    }

    private static Span span(Matcher inline) {
        if (inline.group("bold") != null) {
            return new Span(inline.group("bold"), Look.BOLD, Optional.empty());
        }
        if (inline.group("italic") != null) {
            return new Span(inline.group("italic"), Look.ITALIC, Optional.empty());
        }
        if (inline.group("code") != null) {
            return new Span(inline.group("code"), Look.CODE, Optional.empty());
        }
        return new Span(inline.group("words"), Look.PLAIN, Optional.of(inline.group("target")));
    }

    private static Optional<Span> plain(String text, String of) {
        if (NOT_READ.matcher(text).find()) {
            throw new IllegalArgumentException("the guide's reader does not know this: " + of);
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(new Span(text, Look.PLAIN, Optional.empty()));
    }
}
