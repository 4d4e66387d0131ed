package studio.unclip.inference.text;

/**
 * The words of a text, one after the other: runs of letters, each with the marks it carries, joined by single
 * apostrophes or hyphens. Signs, digits and emoji are no words, nor are the invisible marks that belong to emoji. Places
 * are indices of chars (UTF-16). One pass, no stack.
 */
final class Words {
    private final String text;
    private int start;
    private int end;

    Words(String text) {
        this.text = text;
    }

    /** Goes to the next word; false if there is none. */
    boolean next() {
        int at = end;
        while (at < text.length() && !isLetter(at)) {
            at += Character.charCount(text.codePointAt(at));
        }
        start = at;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            boolean joint = isJoint(point) && at + 1 < text.length() && isLetter(at + 1);
            if (!joint && !Character.isLetter(point) && !isMark(point)) {
                break;
            }
            at += Character.charCount(point);
        }
        end = at;
        return start < end;
    }

    /** The word as written. */
    String word() {
        return text.substring(start, end);
    }

    /** Index of its first char. */
    int start() {
        return start;
    }

    private boolean isLetter(int at) {
        return Character.isLetter(text.codePointAt(at));
    }

    private static boolean isJoint(int point) {
        return point == '\'' || point == '’' || point == '-';
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
