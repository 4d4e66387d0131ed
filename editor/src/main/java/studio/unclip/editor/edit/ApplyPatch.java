package studio.unclip.editor.edit;

import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.patch.Patch;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

/**
 * Lays a model's patch in.
 *
 * @param target where to
 */
public record ApplyPatch(Patch patch, Target target) implements Edit {
    /** Where a patch goes. */
    public sealed interface Target {
        /** A new layer on top: the patch's pixels, their alpha multiplied by the coverage. */
        record NewLayer(String name, Optional<Provenance> provenance) implements Target {}

        /** Into a layer: its pixels and the patch's mixed (premultiplied) in proportion to the coverage. */
        record Into(LayerId layer) implements Target {}
    }

    public ApplyPatch {
        Objects.requireNonNull(patch);
        Objects.requireNonNull(target);
    }

    @Override
    public Document edited(Document document) {
        return switch (target) {
            case Target.NewLayer(String name, Optional<Provenance> provenance) -> {
                Raster picture =
                        mixed(Raster.filled(patch.area().width(), patch.area().height(), 0));
                yield new PlacePicture(
                                name, picture, patch.area().x(), patch.area().y(), provenance)
                        .edited(document);
            }
            case Target.Into(LayerId id) -> {
                PixelLayer layer = Access.pixels(document, id);
                IntRect area = patch.area().intersect(document.bounds());
                if (area.isEmpty()) {
                    yield document;
                }
                Room.requireReach(patch.area(), 0, 0);
                Raster picture = mixed(layer.pixels().toRaster(patch.area()));
                TileMap pixels = layer.pixels()
                        .withRaster(picture, patch.area().x(), patch.area().y());
                yield new SetPixels(id, pixels).edited(document);
            }
        };
    }

    private Raster mixed(Raster old) {
        byte[] below = old.toRgba();
        byte[] above = patch.pixels().toRgba();
        MaskRaster coverage = patch.coverage();
        int width = coverage.width();
        for (int i = 0; i < width * coverage.height(); i++) {
            mix(below, above, 4 * i, coverage.value(i % width, i / width));
        }
        return Raster.owning(width, coverage.height(), below);
    }

    /** One pixel; in float, rounded once. */
    private static void mix(byte[] below, byte[] above, int at, int coverage) {
        if (coverage == 0) {
            return;
        }
        if (coverage == 255) {
            System.arraycopy(above, at, below, at, 4);
            return;
        }
        float c = coverage / 255f;
        float newWeight = (above[at + 3] & 0xff) * c;
        float oldWeight = (below[at + 3] & 0xff) * (1 - c);
        float alpha = newWeight + oldWeight;
        if (alpha > 0) {
            for (int i = at; i < at + 3; i++) {
                float colour = ((above[i] & 0xff) * newWeight + (below[i] & 0xff) * oldWeight) / alpha;
                below[i] = (byte) Math.min(255, (int) (colour + 0.5f));
            }
        }
        below[at + 3] = (byte) (int) (alpha + 0.5f);
    }
}
