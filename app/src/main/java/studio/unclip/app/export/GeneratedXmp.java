package studio.unclip.app.export;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import java.util.Optional;

/**
 * The XMP packet that tells a picture was made by a model.
 *
 * <p>{@code Iptc4xmpExt:DigitalSourceType} is set to the term {@code trainedAlgorithmicMedia} of the IPTC Digital Source
 * Type vocabulary ("created algorithmically using a model trained on sampled content"; IPTC Photo Metadata Standard,
 * section Digital Source Type). The packet holds no time of day, so the same picture gives the same bytes.
 */
final class GeneratedXmp {
    static final String IPTC_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    static final String DIGITAL_SOURCE_TYPE = "DigitalSourceType";
    static final String TRAINED_ALGORITHMIC_MEDIA =
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    private static final String ANY_LANGUAGE = "x-default";

    private GeneratedXmp() {}

    /**
     * @param creator the program's name and version
     * @param prompt becomes {@code dc:description}, where given
     * @return a serialised packet in UTF-8, without padding
     */
    static String packet(String creator, Optional<String> prompt) {
        try {
            XMPMetaFactory.getSchemaRegistry().registerNamespace(IPTC_EXTENSION, "Iptc4xmpExt");
            XMPMeta xmp = XMPMetaFactory.create();
            xmp.setProperty(IPTC_EXTENSION, DIGITAL_SOURCE_TYPE, TRAINED_ALGORITHMIC_MEDIA);
            xmp.setProperty(XMPConst.NS_XMP, "CreatorTool", creator);
            if (prompt.isPresent()) {
                xmp.setLocalizedText(XMPConst.NS_DC, "description", null, ANY_LANGUAGE, xmlText(prompt.get()));
            }
            SerializeOptions options = new SerializeOptions()
                    .setOmitPacketWrapper(false)
                    .setPadding(0)
                    .setUseCompactFormat(true);
            return XMPMetaFactory.serializeToString(xmp, options);
        } catch (XMPException e) {
            throw new IllegalStateException("these properties are always valid XMP", e);
        }
    }

    /** XML 1.0 has no control characters except tab and line ends. */
    private static String xmlText(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isXml(c) ? c : ' '));
        return clean.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
