package studio.unclip.editor.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

/**
 * Blend modes against a browser's canvas: pictures made by headless Chromium ({@code blend-goldens.html} says how) must
 * be met within one level, premultiplied.
 */
class BlendGoldenTest {
    private static final String GOLDENS = read();
    private static final int SIDE = Integer.parseInt(field("\"side\":(\\d+)"));

    @ParameterizedTest
    @EnumSource(BlendMode.class)
    void everyModeIsTheBrowsersWithinOneLevel(BlendMode mode) {
        byte[] backdrops = bytes("backdrops");
        byte[] sources = bytes("sources");
        byte[] expected = bytes(mode.cssName());
        Layer lower = layer(1, BlendMode.NORMAL, spread(backdrops, false));
        Layer upper = layer(2, mode, spread(sources, true));
        Document document = new Document(new IntSize(SIDE, SIDE), List.of(lower, upper), Mask.EMPTY, Selection.ALL, 3);
        int[] rendered = new int[SIDE * SIDE];

        new Compositor().render(document, document.bounds(), 1, rendered, 0, SIDE);

        for (int i = 0; i < rendered.length; i++) {
            int[] browser = premultiplied(expected, i);
            int[] ours = {(rendered[i] >> 16) & 0xff, (rendered[i] >> 8) & 0xff, rendered[i] & 0xff, rendered[i] >>> 24
            };
            for (int channel = 0; channel < 4; channel++) {
                assertThat(Math.abs(ours[channel] - browser[channel]))
                        .as(
                                "%s, backdrop %d, source %d, channel %d: ours %d, browser %d",
                                mode.cssName(), i / SIDE, i % SIDE, channel, ours[channel], browser[channel])
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void theModesDifferFromEachOtherByMoreThanTheTolerance() {
        for (BlendMode mode : BlendMode.values()) {
            for (BlendMode other : BlendMode.values()) {
                if (mode != other) {
                    assertThat(bytes(mode.cssName()))
                            .as("%s and %s", mode, other)
                            .isNotEqualTo(bytes(other.cssName()));
                }
            }
        }
    }

    private static Layer layer(long id, BlendMode blend, Raster picture) {
        LayerProperties properties =
                LayerProperties.named(new LayerId(id), "layer " + id).withBlend(blend);
        return new PixelLayer(properties, TileMap.of(picture, 0, 0));
    }

    /** A square with one colour a column, or one a row. */
    private static Raster spread(byte[] colours, boolean columns) {
        byte[] rgba = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < SIDE * SIDE; i++) {
            System.arraycopy(colours, (columns ? i % SIDE : i / SIDE) * 4, rgba, i * 4, 4);
        }
        return Raster.owning(SIDE, SIDE, rgba);
    }

    private static int[] premultiplied(byte[] rgba, int pixel) {
        int alpha = rgba[pixel * 4 + 3] & 0xff;
        int[] result = {0, 0, 0, alpha};
        for (int channel = 0; channel < 3; channel++) {
            result[channel] = Math.round((rgba[pixel * 4 + channel] & 0xff) * alpha / 255f);
        }
        return result;
    }

    private static byte[] bytes(String name) {
        return HexFormat.of().parseHex(field("\"" + name + "\":\"([0-9a-f]+)\""));
    }

    private static String field(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(GOLDENS);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String read() {
        try (InputStream in = BlendGoldenTest.class.getResourceAsStream("/blend/blend-goldens.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
