package studio.unclip.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.ApplyPatch;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.MaskEdit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.ReplacePicture;
import studio.unclip.editor.edit.ResizeCanvas;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Corner;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.patch.Patch;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;

/** Random pictures, masks, edits and strokes; the same for the same seed. */
public final class RandomEdits {
    private final Random random;

    public RandomEdits(long seed) {
        random = new Random(seed);
    }

    public Raster picture(int width, int height) {
        byte[] rgba = new byte[width * height * 4];
        random.nextBytes(rgba);
        boolean opaque = random.nextBoolean();
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = opaque || rgba[i] > 40 ? (byte) 255 : rgba[i] < -40 ? 0 : rgba[i];
        }
        return Raster.owning(width, height, rgba);
    }

    public MaskRaster mask(int width, int height) {
        byte[] values = new byte[width * height];
        random.nextBytes(values);
        return MaskRaster.owning(width, height, values);
    }

    /** Layers, groups, masks and blend modes of all kinds. */
    public Document document(int width, int height) {
        Document document = Document.of(picture(width, height), "base");
        for (int i = 0; i < 12; i++) {
            document = tryApply(document, structure(document));
        }
        return document;
    }

    /** The document after the edit; the same one if it refuses. */
    public static Document tryApply(Document document, Edit edit) {
        try {
            return edit.apply(document);
        } catch (studio.unclip.editor.edit.EditRefusedException e) {
            return document;
        }
    }

    /** Any edit at all; some are refused. */
    public Edit edit(Document document) {
        return switch (random.nextInt(4)) {
            case 0 -> structure(document);
            case 1 -> mask(document);
            case 2 -> selection(document);
            default -> pixels(document);
        };
    }

    /** An edit of the layers' list. */
    public Edit structure(Document document) {
        LayerId id = anyLayer(document);
        return switch (random.nextInt(14)) {
            case 0 -> new LayerEdit.Add("added", Optional.of(id));
            case 1 -> count(document) > 2 ? new LayerEdit.Delete(id) : new LayerEdit.Rename(id, "kept");
            case 2 -> count(document) < 8 ? new LayerEdit.Duplicate(id, "copy") : new LayerEdit.Delete(id);
            case 3 -> new LayerEdit.Move(id, anyGroup(document), random.nextInt(4));
            case 4 -> new LayerEdit.Rename(id, "renamed " + random.nextInt(3));
            case 5, 6 -> new LayerEdit.SetOpacity(id, random.nextInt(6) / 5f);
            case 7 -> new LayerEdit.SetVisible(id, random.nextInt(4) > 0);
            case 8 -> new LayerEdit.SetLocked(id, random.nextInt(5) == 0);
            case 9, 10 -> new LayerEdit.SetBlend(id, oneOf(BlendMode.values()));
            case 11 -> new LayerEdit.SetMask(id, layerMask(document));
            case 12 -> new LayerEdit.Group(List.of(id, anyLayer(document)), "group");
            default -> random.nextBoolean() ? new LayerEdit.MergeDown(id) : new LayerEdit.Ungroup(id);
        };
    }

    private Optional<LayerMask> layerMask(Document document) {
        IntRect rect = rect(document);
        MaskMap coverage = MaskMap.uniform(random.nextBoolean() ? 255 : 60)
                .withRaster(mask(rect.width(), rect.height()), rect.x(), rect.y());
        return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(new LayerMask(coverage, random.nextInt(4) > 0));
    }

    private Edit mask(Document document) {
        PaintTarget.MaskTarget target =
                random.nextBoolean() ? new PaintTarget.DocumentMask() : new PaintTarget.LayerMaskOf(anyLayer(document));
        return switch (random.nextInt(7)) {
            case 0 -> new MaskEdit.Fill(target, random.nextInt(256));
            case 1 -> new MaskEdit.Invert(target);
            case 2 -> new MaskEdit.Grow(target, random.nextInt(8));
            case 3 -> new MaskEdit.Shrink(target, random.nextInt(8));
            case 4 -> new MaskEdit.Feather(target, random.nextInt(6));
            case 5 -> new MaskEdit.FromSelection(target, combine());
            default -> {
                IntRect rect = rect(document);
                MaskMap mask = MaskMap.of(mask(rect.width(), rect.height()), rect.x(), rect.y());
                yield new MaskEdit.Replace(target, mask);
            }
        };
    }

    private Edit selection(Document document) {
        return switch (random.nextInt(8)) {
            case 0 -> new SelectionEdit.All();
            case 1, 2 -> new SelectionEdit.Rectangle(rect(document), combine());
            case 3 -> new SelectionEdit.Lasso(lasso(document), combine());
            case 4 -> new SelectionEdit.Invert();
            case 5 -> new SelectionEdit.FromMask(combine());
            case 6 -> new SelectionEdit.Feather(random.nextInt(5));
            default ->
                random.nextBoolean()
                        ? new SelectionEdit.Grow(random.nextInt(6))
                        : new SelectionEdit.Shrink(random.nextInt(6));
        };
    }

    private Edit pixels(Document document) {
        LayerId id = anyLayer(document);
        IntRect rect = rect(document);
        int argb = random.nextInt();
        return switch (random.nextInt(8)) {
            case 0 -> new FillEdit.Area(id, argb);
            case 1 -> new FillEdit.Clear(id);
            case 2 ->
                new FillEdit.Bucket(
                        new PaintTarget.Pixels(id),
                        rect.x(),
                        rect.y(),
                        argb,
                        random.nextInt(64),
                        random.nextBoolean(),
                        random.nextBoolean());
            case 3 ->
                count(document) < 8
                        ? new PlacePicture("placed", picture(rect.width(), rect.height()), rect.x() - 20, rect.y() - 20)
                        : new LayerEdit.Delete(id);
            case 4 ->
                new ReplacePicture(id, picture(rect.width(), rect.height()), rect.x(), rect.y(), Optional.empty());
            case 5 -> patch(document, id, rect);
            case 6 -> new LayerEdit.Rename(id, "pixels");
            default -> {
                IntSize size = new IntSize(
                        clamp(document.size().width() + random.nextInt(61) - 30),
                        clamp(document.size().height() + random.nextInt(61) - 30));
                yield new ResizeCanvas(size, random.nextInt(41) - 20, random.nextInt(41) - 20, random.nextBoolean());
            }
        };
    }

    private static int clamp(int side) {
        return Math.clamp(side, 40, 600);
    }

    /** The selection, or a part of the document, filled or cleared. */
    public Edit fill(Document document) {
        IntRect at = rect(document);
        LayerId id = anyLayer(document);
        return switch (random.nextInt(4)) {
            case 0 -> new FillEdit.Area(id, random.nextInt());
            case 1 -> new FillEdit.Clear(id);
            case 2 -> new SelectionEdit.Rectangle(at, combine());
            default ->
                new FillEdit.Bucket(
                        new PaintTarget.Pixels(id), at.x(), at.y(), random.nextInt(), 40, random.nextBoolean(), true);
        };
    }

    /** A patch laid into a layer, or as a new one. */
    public Edit patch(Document document) {
        return patch(document, anyLayer(document), rect(document));
    }

    private Edit patch(Document document, LayerId id, IntRect rect) {
        Patch patch = Patch.inside(
                document, new BlendRing(random.nextInt(6)), picture(rect.width(), rect.height()), rect.x(), rect.y());
        return new ApplyPatch(
                patch,
                random.nextBoolean() || count(document) >= 8
                        ? new ApplyPatch.Target.Into(id)
                        : new ApplyPatch.Target.NewLayer("patch", Optional.empty()));
    }

    /** A stroke of any kind through the session's tools; returns the driver. */
    public EditorDriver stroke(EditorDriver driver) {
        Brush brush = new Brush(
                1 + random.nextInt(40),
                random.nextDouble(),
                random.nextDouble(),
                0.1 + 0.9 * random.nextDouble(),
                0.1 + random.nextDouble() * 0.4,
                random.nextDouble(),
                new studio.unclip.editor.paint.PressureCurve(random.nextDouble(), 1),
                studio.unclip.editor.paint.PressureCurve.LINEAR);
        switch (random.nextInt(4)) {
            case 0 -> driver.brush(brush, random.nextInt());
            case 1 -> driver.eraser(brush);
            case 2 -> driver.maskBrush(brush);
            default -> driver.maskEraser(brush);
        }
        IntSize size = driver.document().size();
        driver.pressure(0.1 + 0.9 * random.nextDouble())
                .down(random.nextInt(size.width()), random.nextInt(size.height()));
        for (int i = random.nextInt(5); i > 0; i--) {
            driver.moveTo(random.nextInt(size.width() + 40) - 20, random.nextInt(size.height() + 40) - 20);
        }
        return random.nextInt(6) == 0
                ? driver.escape()
                : driver.up(random.nextInt(size.width()), random.nextInt(size.height()));
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public LayerId anyLayer(Document document) {
        List<LayerId> ids = new ArrayList<>();
        LayerTree.forEach(document.layers(), layer -> ids.add(layer.id()));
        return ids.isEmpty() ? new LayerId(999) : ids.get(random.nextInt(ids.size()));
    }

    private Optional<LayerId> anyGroup(Document document) {
        List<LayerId> ids = new ArrayList<>();
        LayerTree.forEach(document.layers(), layer -> {
            if (layer instanceof GroupLayer) {
                ids.add(layer.id());
            }
        });
        return ids.isEmpty() || random.nextBoolean()
                ? Optional.empty()
                : Optional.of(ids.get(random.nextInt(ids.size())));
    }

    private static int count(Document document) {
        List<Layer> all = new ArrayList<>();
        LayerTree.forEach(document.layers(), all::add);
        return all.size();
    }

    public IntRect rect(Document document) {
        int width = document.size().width();
        int height = document.size().height();
        int x = random.nextInt(width);
        int y = random.nextInt(height);
        return new IntRect(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
    }

    private List<Corner> lasso(Document document) {
        List<Corner> corners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            corners.add(new Corner(
                    random.nextDouble() * document.size().width(),
                    random.nextDouble() * document.size().height()));
        }
        return corners;
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Combine combine() {
        return oneOf(Combine.values());
    }
}
