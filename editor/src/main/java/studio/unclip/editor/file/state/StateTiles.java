package studio.unclip.editor.file.state;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;

/** The tiles of a log, each unpacked once, when it is asked for. */
final class StateTiles {
    /** The least and largest column and row of a tile map. */
    static final int LEAST = -2048;

    static final int MOST = 2047;

    private final StateSource source;
    private final StateIndex index;
    private final BaseMaps base;
    private final long mostTiles;
    private final Map<Integer, Tile> tiles = new HashMap<>();
    private final Map<Integer, MaskTile> maskTiles = new HashMap<>();

    StateTiles(StateSource source, StateIndex index, BaseMaps base, Limits limits) {
        this.source = source;
        this.index = index;
        this.base = base;
        this.mostTiles = limits.maxTotalPixels() / Tile.AREA;
    }

    Tile tile(int number) throws IOException {
        Tile known = tiles.get(number);
        if (known != null) {
            return known;
        }
        StateIndex.Frame frame = frame(index.tiles, number, tiles.size());
        byte[] payload = source.read(frame.at(), frame.length());
        Tile tile;
        if (frame.kind() == StateFrame.TILE) {
            tile = TileCodec.tile(payload);
        } else {
            StateInput in = new StateInput(payload);
            int map = in.number(0, base.maps().size() - 1);
            tile = base.maps().get(map).tile(in.number(LEAST, MOST), in.number(LEAST, MOST));
            require(tile);
        }
        tiles.put(number, tile);
        return tile;
    }

    MaskTile maskTile(int number) throws IOException {
        MaskTile known = maskTiles.get(number);
        if (known != null) {
            return known;
        }
        StateIndex.Frame frame = frame(index.maskTiles, number, maskTiles.size());
        byte[] payload = source.read(frame.at(), frame.length());
        MaskTile tile;
        if (frame.kind() == StateFrame.MASK_TILE) {
            tile = TileCodec.maskTile(payload);
        } else {
            StateInput in = new StateInput(payload);
            int map = in.number(0, base.maskMaps().size() - 1);
            tile = base.maskMaps().get(map).tile(in.number(LEAST, MOST), in.number(LEAST, MOST));
            require(tile);
        }
        maskTiles.put(number, tile);
        return tile;
    }

    private StateIndex.Frame frame(List<StateIndex.Frame> frames, int number, int unpacked) throws FileProblem {
        if (number >= frames.size()) {
            throw FileProblem.damaged("a tile of a state is missing");
        }
        if (unpacked >= mostTiles) {
            throw FileProblem.tooLarge("its states hold too many pixels");
        }
        return frames.get(number);
    }

    private static void require(Object tile) throws FileProblem {
        if (tile == null) {
            throw FileProblem.damaged("a state leans on a tile that its file does not have");
        }
    }

    /** The same tiles, with another value between them. */
    static MaskMap onBackground(MaskMap map, int background) {
        if (map.background() == background) {
            return map;
        }
        MaskMap[] result = {MaskMap.uniform(background)};
        map.forEach((column, row, tile) -> result[0] = result[0].with(column, row, tile));
        return result[0];
    }
}
