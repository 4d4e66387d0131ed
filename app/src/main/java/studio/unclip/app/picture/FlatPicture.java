package studio.unclip.app.picture;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.Picture;

/** What a document shows, as one picture at its own size. Any thread. */
public final class FlatPicture {
    private FlatPicture() {}

    public static Picture of(Document document) {
        Raster flat = Flattener.flatten(document);
        return Picture.of(flat.width(), flat.height(), flat.toRgba());
    }
}
