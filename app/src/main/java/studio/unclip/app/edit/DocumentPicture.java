package studio.unclip.app.edit;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;

/** What a document looks like, for the engine: flattened region by region, when it is read. Safe for threads. */
public record DocumentPicture(Document document) implements PictureSource {
    @Override
    public int width() {
        return document.size().width();
    }

    @Override
    public int height() {
        return document.size().height();
    }

    @Override
    public Picture read(PixelRect region) {
        requireInside(region);
        Raster part = Flattener.flatten(document, new IntRect(region.x(), region.y(), region.width(), region.height()));
        return Picture.sharing(part.width(), part.height(), part.rgba());
    }
}
