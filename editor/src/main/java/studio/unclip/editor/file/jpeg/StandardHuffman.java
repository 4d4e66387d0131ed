package studio.unclip.editor.file.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * The Huffman tables of ITU-T T.81, K.3, that frames of Motion JPEG leave out. A table: how many codes there are of 1
 * to 16 bits, then what they mean.
 */
final class StandardHuffman {
    private static final int DHT = 0xC4;

    private static final String LUMINANCE_DC = "00010501010101010100000000000000" + "000102030405060708090a0b";
    private static final String CHROMINANCE_DC = "00030101010101010101010000000000" + "000102030405060708090a0b";
    private static final String LUMINANCE_AC = "0002010303020403050504040000017d"
            + "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a"
            + "3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a929394"
            + "95969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8"
            + "e9eaf1f2f3f4f5f6f7f8f9fa";
    private static final String CHROMINANCE_AC = "00020102040403040705040400010277"
            + "0001020311040521310612415107617113223281081442"
            + "91a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a434445464748494a53545556575859"
            + "5a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7"
            + "b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa";

    private StandardHuffman() {}

    /** One segment with all four: class and number, then the table. */
    static byte[] segment() {
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        table(tables, 0x00, LUMINANCE_DC);
        table(tables, 0x10, LUMINANCE_AC);
        table(tables, 0x01, CHROMINANCE_DC);
        table(tables, 0x11, CHROMINANCE_AC);
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.write(0xFF);
        segment.write(DHT);
        segment.write((tables.size() + 2) >> 8);
        segment.write(tables.size() + 2);
        segment.writeBytes(tables.toByteArray());
        return segment.toByteArray();
    }

    private static void table(ByteArrayOutputStream out, int classAndNumber, String table) {
        out.write(classAndNumber);
        out.writeBytes(HexFormat.of().parseHex(table));
    }
}
