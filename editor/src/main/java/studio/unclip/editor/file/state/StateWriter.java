package studio.unclip.editor.file.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/**
 * Writes states of a document as a log of differences: a tile, a text or a map is written once, whatever number of
 * states share it, and a state costs what changed since the one before. Confined to one thread; holds on to the last
 * state written and to no other tiles.
 */
public final class StateWriter {
    private record Change(int column, int row, int tile) {}

    private record BasePlace(int map, int column, int row) {}

    private final StateSink sink;
    private final Map<String, Integer> texts = new HashMap<>();

    // Tiles and maps have no equality of their own: each is known by identity, for as long as somebody else holds it.
    private final WeakHashMap<Tile, Integer> tiles = new WeakHashMap<>();
    private final WeakHashMap<MaskTile, Integer> maskTiles = new WeakHashMap<>();
    private final WeakHashMap<TileMap, Integer> maps = new WeakHashMap<>();
    private final WeakHashMap<MaskMap, Integer> maskMaps = new WeakHashMap<>();
    private final WeakHashMap<Tile, BasePlace> baseTiles = new WeakHashMap<>();
    private final WeakHashMap<MaskTile, BasePlace> baseMaskTiles = new WeakHashMap<>();
    private Map<LayerId, TileMap> lastMaps = new HashMap<>();
    private Map<Optional<LayerId>, MaskMap> lastMasks = new HashMap<>();
    private MaskMap lastSelection = MaskMap.FULL;
    private int tileCount;
    private int maskTileCount;
    private int mapCount;
    private int maskMapCount;
    private int documentCount;
    private boolean fast;

    public StateWriter(StateSink sink) {
        this.sink = sink;
    }

    /**
     * Lets the log lean on a document that its reader gets from elsewhere. First of all, or not at all.
     *
     * @param document what {@link StateReader} will be given
     */
    public void base(Document document) throws IOException {
        standIn(document);
        remember(document);
    }

    /**
     * As {@link #base}, from a document that only stands in for the reader's: maps and tiles that are found in it again
     * are the same there, but no other map may be described by its difference from one of these.
     */
    public void standIn(Document document) throws IOException {
        sink.frame(StateFrame.BASE, new byte[0]);
        BaseMaps base = BaseMaps.of(document);
        for (TileMap map : base.maps()) {
            int number = mapCount++;
            maps.put(map, number);
            map.forEach((column, row, tile) -> baseTiles.put(tile, new BasePlace(number, column, row)));
        }
        for (MaskMap map : base.maskMaps()) {
            int number = maskMapCount++;
            maskMaps.put(map, number);
            map.forEach((column, row, tile) -> baseMaskTiles.put(tile, new BasePlace(number, column, row)));
        }
    }

    /**
     * @param writeFast leaves tiles unpacked: larger, but as fast as the disk
     * @return the document's number in the log, from 0
     */
    public int document(Document document, boolean writeFast) throws IOException {
        fast = writeFast;
        StateOutput out = new StateOutput();
        out.number(document.size().width()).number(document.size().height()).number(document.nextLayer());
        out.number(maskMap(document.mask().coverage(), lastMasks.get(Optional.<LayerId>empty())));
        out.number(maskMap(document.selection().coverage(), lastSelection));
        layers(document.layers(), out);
        sink.frame(StateFrame.DOCUMENT, out.toBytes());
        remember(document);
        return documentCount++;
    }

    /** How many tiles of layers differ from the last state written, or from the base: what the next state will cost. */
    public int changedTiles(Document document) {
        int[] count = {0};
        LayerTree.forEach(document.layers(), layer -> {
            if (layer instanceof PixelLayer pixels) {
                pixels.pixels()
                        .forEachDifference(
                                lastMaps.getOrDefault(layer.id(), TileMap.EMPTY),
                                (column, row, tile) -> count[0] += tile == null ? 0 : 1);
            }
        });
        return count[0];
    }

    /** Marks a document with the journal's session and number. */
    public void revision(Revision revision, int document) throws IOException {
        sink.frame(
                StateFrame.REVISION,
                new StateOutput()
                        .number(revision.session().getMostSignificantBits())
                        .number(revision.session().getLeastSignificantBits())
                        .number(revision.number())
                        .number(document)
                        .toBytes());
    }

    /** What a journal says of itself; opaque here. */
    public void journalHead(byte[] payload) throws IOException {
        sink.frame(StateFrame.JOURNAL, payload);
    }

    void history(byte[] payload) throws IOException {
        sink.frame(StateFrame.HISTORY, payload);
    }

    /** The text's number in the log. */
    int text(String text) throws IOException {
        Integer known = texts.get(text);
        if (known != null) {
            return known;
        }
        sink.frame(StateFrame.TEXT, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        texts.put(text, texts.size());
        return texts.size() - 1;
    }

    private void remember(Document document) {
        Map<LayerId, TileMap> newMaps = new HashMap<>();
        Map<Optional<LayerId>, MaskMap> newMasks = new HashMap<>();
        LayerTree.forEach(document.layers(), layer -> {
            if (layer instanceof PixelLayer pixels) {
                newMaps.put(layer.id(), pixels.pixels());
            }
            layer.mask().ifPresent(mask -> newMasks.put(Optional.of(layer.id()), mask.coverage()));
        });
        newMasks.put(Optional.empty(), document.mask().coverage());
        lastMaps = newMaps;
        lastMasks = newMasks;
        lastSelection = document.selection().coverage();
    }

    private void layers(List<Layer> layers, StateOutput out) throws IOException {
        out.number(layers.size());
        for (Layer layer : layers) {
            out.flag(layer instanceof GroupLayer).number(layer.id().value()).number(text(layer.name()));
            out.number(Float.floatToIntBits(layer.opacity()));
            out.flag(layer.visible())
                    .flag(layer.locked())
                    .number(text(layer.blend().cssName()));
            out.number(
                    layer.provenance().isEmpty()
                            ? -1
                            : text(layer.provenance().get().text()));
            out.flag(layer.mask().isPresent());
            if (layer.mask().isPresent()) {
                LayerMask mask = layer.mask().get();
                out.flag(mask.enabled());
                out.number(maskMap(mask.coverage(), lastMasks.get(Optional.of(layer.id()))));
            }
            switch (layer) {
                case PixelLayer pixels -> out.number(map(pixels.pixels(), lastMaps.get(layer.id())));
                case GroupLayer group -> layers(group.children(), out);
            }
        }
    }

    private int map(TileMap map, TileMap last) throws IOException {
        Integer known = maps.get(map);
        if (known != null) {
            return known;
        }
        Integer from = last == null ? null : maps.get(last);
        List<Changed<Tile>> changed = new ArrayList<>();
        map.forEachDifference(
                from == null ? TileMap.EMPTY : last,
                (column, row, tile) -> changed.add(new Changed<>(column, row, tile)));
        List<Change> changes = new ArrayList<>(changed.size());
        for (Changed<Tile> place : changed) {
            changes.add(new Change(place.column(), place.row(), place.tile() == null ? -1 : tile(place.tile())));
        }
        StateOutput out = new StateOutput().number(from == null ? -1 : from);
        sink.frame(StateFrame.MAP, changes(changes, out));
        maps.put(map, mapCount);
        return mapCount++;
    }

    private int maskMap(MaskMap map, MaskMap last) throws IOException {
        Integer known = maskMaps.get(map);
        if (known != null) {
            return known;
        }
        Integer from = last == null ? null : maskMaps.get(last);
        List<Changed<MaskTile>> changed = new ArrayList<>();
        map.forEachDifference(
                from == null ? MaskMap.EMPTY : last,
                (column, row, tile) -> changed.add(new Changed<>(column, row, tile)));
        List<Change> changes = new ArrayList<>(changed.size());
        for (Changed<MaskTile> place : changed) {
            changes.add(new Change(place.column(), place.row(), place.tile() == null ? -1 : maskTile(place.tile())));
        }
        StateOutput out = new StateOutput().number(map.background()).number(from == null ? -1 : from);
        sink.frame(StateFrame.MASK_MAP, changes(changes, out));
        maskMaps.put(map, maskMapCount);
        return maskMapCount++;
    }

    private record Changed<T>(int column, int row, T tile) {}

    private static byte[] changes(List<Change> changes, StateOutput out) {
        out.number(changes.size());
        for (Change change : changes) {
            out.number(change.column()).number(change.row()).number(change.tile());
        }
        return out.toBytes();
    }

    private int tile(Tile tile) throws IOException {
        Integer known = tiles.get(tile);
        if (known != null) {
            return known;
        }
        BasePlace base = baseTiles.get(tile);
        if (base != null) {
            sink.frame(StateFrame.BASE_TILE, place(base));
        } else if (!sink.again(StateFrame.TILE, tile)) {
            sink.tile(StateFrame.TILE, TileCodec.pack(tile, fast), tile);
        }
        tiles.put(tile, tileCount);
        return tileCount++;
    }

    private int maskTile(MaskTile tile) throws IOException {
        Integer known = maskTiles.get(tile);
        if (known != null) {
            return known;
        }
        BasePlace base = baseMaskTiles.get(tile);
        if (base != null) {
            sink.frame(StateFrame.BASE_MASK_TILE, place(base));
        } else if (!sink.again(StateFrame.MASK_TILE, tile)) {
            sink.tile(StateFrame.MASK_TILE, TileCodec.pack(tile, fast), tile);
        }
        maskTiles.put(tile, maskTileCount);
        return maskTileCount++;
    }

    private static byte[] place(BasePlace base) {
        return new StateOutput()
                .number(base.map())
                .number(base.column())
                .number(base.row())
                .toBytes();
    }

    /** Reads a revision's payload. */
    static Revision readRevision(StateInput in) throws FileProblem {
        return new Revision(new UUID(in.number(), in.number()), in.number());
    }
}
