package studio.unclip.editor.file.png;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.file.Parallel;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.flat.FlatPicture;

/** Packs pictures into strips, taking from an older file the strips that have not changed. */
public final class PictureStrips {
    private final Parallel parallel;

    public PictureStrips(Parallel parallel) {
        this.parallel = parallel;
    }

    /** Every strip packed anew. */
    public List<PngStrip> pack(FlatPicture picture, PngStrip.Colour colour, Watcher watcher) throws IOException {
        return parallel.map(picture.strips(), i -> () -> pack(picture, i, colour), watcher);
    }

    /**
     * @param before the picture as it was when it was saved
     * @param saved where it was saved
     * @param file the file it was saved in; a strip that no longer holds what it held is packed anew
     */
    public List<PngStrip> pack(
            FlatPicture picture, FlatPicture before, SavedPicture saved, FileChannel file, Watcher watcher)
            throws IOException {
        if (!saved.area().equals(picture.area()) || saved.strips().size() != picture.strips()) {
            return pack(picture, PngStrip.Colour.RGBA, watcher);
        }
        BitSet changed = picture.changedStrips(before);
        return parallel.map(
                picture.strips(),
                i -> () -> {
                    Optional<PngStrip> old = changed.get(i)
                            ? Optional.empty()
                            : saved.strips().get(i).from(file);
                    return old.isPresent() ? old.get() : pack(picture, i, PngStrip.Colour.RGBA);
                },
                watcher);
    }

    private static PngStrip pack(FlatPicture picture, int strip, PngStrip.Colour colour) {
        return PngStrip.pack(picture.pixels(strip), picture.area().width(), picture.rows(strip), colour);
    }
}
