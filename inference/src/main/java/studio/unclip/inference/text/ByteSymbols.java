package studio.unclip.inference.text;

/**
 * GPT-2's table from bytes to printable characters, used by CLIP (specification 3.1): printable bytes are themselves,
 * the other 68 are U+0100 and up, in byte order.
 */
final class ByteSymbols {
    private static final char[] SYMBOLS = table();

    private ByteSymbols() {}

    static char of(byte b) {
        return SYMBOLS[b & 0xff];
    }

    /** The byte a symbol stands for; characters that stand for none become '?'. */
    static byte byteOf(char symbol) {
        for (int b = 0; b < SYMBOLS.length; b++) {
            if (SYMBOLS[b] == symbol) {
                return (byte) b;
            }
        }
        return '?';
    }

    private static char[] table() {
        char[] symbols = new char[256];
        char next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
            symbols[b] = printable ? (char) b : next++;
        }
        return symbols;
    }
}
