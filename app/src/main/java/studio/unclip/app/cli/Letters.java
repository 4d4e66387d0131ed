package studio.unclip.app.cli;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Capitals, digits and a few signs as dots, three wide and five high, so that a sheet's labels need no font of the
 * machine and are the same everywhere.
 */
final class Letters {
    static final int WIDTH = 3;
    static final int HEIGHT = 5;

    private static final Map<Character, String> DOTS = new TreeMap<>();

    static {
        String[] glyphs = {
            "A .#. #.# ### #.# #.#",
            "B ##. #.# ##. #.# ##.",
            "C .## #.. #.. #.. .##",
            "D ##. #.# #.# #.# ##.",
            "E ### #.. ##. #.. ###",
            "F ### #.. ##. #.. #..",
            "G .## #.. #.# #.# .##",
            "H #.# #.# ### #.# #.#",
            "I ### .#. .#. .#. ###",
            "J ..# ..# ..# #.# .#.",
            "K #.# #.# ##. #.# #.#",
            "L #.. #.. #.. #.. ###",
            "M #.# ### ### #.# #.#",
            "N ##. #.# #.# #.# #.#",
            "O .#. #.# #.# #.# .#.",
            "P ##. #.# ##. #.. #..",
            "Q .#. #.# #.# ##. .##",
            "R ##. #.# ##. #.# #.#",
            "S .## #.. .#. ..# ##.",
            "T ### .#. .#. .#. .#.",
            "U #.# #.# #.# #.# ###",
            "V #.# #.# #.# #.# .#.",
            "W #.# #.# ### ### #.#",
            "X #.# #.# .#. #.# #.#",
            "Y #.# #.# .#. .#. .#.",
            "Z ### ..# .#. #.. ###",
            "0 ### #.# #.# #.# ###",
            "1 .#. ##. .#. .#. ###",
            "2 ##. ..# .#. #.. ###",
            "3 ##. ..# .#. ..# ##.",
            "4 #.# #.# ### ..# ..#",
            "5 ### #.. ##. ..# ##.",
            "6 .## #.. ### #.# ###",
            "7 ### ..# .#. .#. .#.",
            "8 ### #.# ### #.# ###",
            "9 ### #.# ### ..# ##.",
            ". ... ... ... ... .#.",
            "- ... ... ### ... ...",
            "+ ... .#. ### .#. ...",
            "% #.# ..# .#. #.. #.#",
            ": ... .#. ... .#. ...",
        };
        for (String glyph : glyphs) {
            DOTS.put(glyph.charAt(0), glyph.substring(1).replace(" ", ""));
        }
    }

    private Letters() {}

    /** Columns of a text, blanks between letters included. */
    static int width(String text) {
        return Math.max(0, text.length() * (WIDTH + 1) - 1);
    }

    /** Whether there is a dot in this column and row of a text; what has no letter is blank. */
    static boolean dot(String text, int column, int row) {
        char letter = text.toUpperCase(Locale.ROOT).charAt(column / (WIDTH + 1));
        int x = column % (WIDTH + 1);
        String dots = DOTS.get(letter);
        return x < WIDTH && dots != null && dots.charAt(row * WIDTH + x) == '#';
    }
}
