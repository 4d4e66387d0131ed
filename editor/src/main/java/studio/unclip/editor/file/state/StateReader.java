package studio.unclip.editor.file.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.TileMap;

/**
 * Reads the states of a log that {@link StateWriter} wrote. Only tiles of the states asked for are unpacked; states that
 * share tiles share them again. Confined to one thread.
 */
public final class StateReader {
    private final StateSource source;
    private final Limits limits;
    private final StateIndex index;
    private final BaseMaps base;
    private final StateTiles tiles;
    private final Map<Integer, TileMap> maps = new HashMap<>();
    private final Map<Integer, MaskMap> maskMaps = new HashMap<>();
    private int layerCount;

    /**
     * @param base the document the log leans on; ignored if it leans on none
     * @throws FileProblem if the log leans on a document and none is given
     */
    public StateReader(StateSource source, Limits limits, Optional<Document> base) throws IOException {
        this(source, limits, StateIndex.scan(source), base);
    }

    private StateReader(StateSource source, Limits limits, StateIndex index, Optional<Document> base)
            throws IOException {
        this.source = source;
        this.limits = limits;
        this.index = index;
        if (index.hasBase && base.isEmpty()) {
            throw FileProblem.damaged("the file that its changes were made to is missing");
        }
        this.base = index.hasBase ? BaseMaps.of(base.orElseThrow()) : new BaseMaps(List.of(), List.of());
        this.tiles = new StateTiles(source, index, this.base, limits);
    }

    /** What the journal wrote into the first frame; empty if the log is not a journal's. */
    public static Optional<byte[]> journalHead(StateSource source) throws IOException {
        StateIndex index = StateIndex.scan(source);
        return index.journals.isEmpty() ? Optional.empty() : Optional.of(payload(source, index.journals.getFirst()));
    }

    /** The last state that was marked with a revision, and how many bytes of the log are good. */
    public static Optional<Revision> lastRevision(StateSource source) throws IOException {
        StateIndex index = StateIndex.scan(source);
        return index.revisions.isEmpty()
                ? Optional.empty()
                : Optional.of(StateWriter.readRevision(new StateInput(payload(source, index.revisions.getLast()))));
    }

    /** The document of the last revision; empty if there is none. */
    public Optional<Document> lastDocument() throws IOException {
        if (index.revisions.isEmpty()) {
            return Optional.empty();
        }
        StateInput in = new StateInput(payload(source, index.revisions.getLast()));
        StateWriter.readRevision(in);
        return Optional.of(document(in.number(0, index.documents.size() - 1)));
    }

    /** How many documents the log holds. */
    public int documents() {
        return index.documents.size();
    }

    /**
     * @param number 0 or more, below {@link #documents}
     * @throws FileProblem if the state is not sound or too large
     */
    public Document document(int number) throws IOException {
        try {
            layerCount = 0;
            StateInput in = new StateInput(payload(source, index.documents.get(number)));
            IntSize size = new IntSize(in.number(1, limits.maxSide()), in.number(1, limits.maxSide()));
            limits.checkSize(size.width(), size.height());
            long nextLayer = in.number();
            Mask mask = new Mask(maskMap(in.number(0, Integer.MAX_VALUE)));
            Selection selection = new Selection(maskMap(in.number(0, Integer.MAX_VALUE)));
            return new Document(size, layers(in, 0), mask, selection, nextLayer);
        } catch (IllegalArgumentException e) {
            throw FileProblem.damaged("a state of the document is not sound", e);
        }
    }

    /** The payloads of the history's frames. */
    List<byte[]> histories() throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        for (StateIndex.Frame frame : index.histories) {
            payloads.add(payload(source, frame));
        }
        return payloads;
    }

    String text(int number) throws IOException {
        if (number < 0 || number >= index.texts.size()) {
            throw FileProblem.damaged("a text of a state is missing");
        }
        return new String(payload(source, index.texts.get(number)), StandardCharsets.UTF_8);
    }

    private static byte[] payload(StateSource source, StateIndex.Frame frame) throws IOException {
        return source.read(frame.at(), frame.length());
    }

    private List<Layer> layers(StateInput in, int depth) throws IOException {
        if (depth > limits.maxDepth()) {
            throw FileProblem.tooLarge("groups inside each other");
        }
        int count = in.number(0, limits.maxLayers());
        List<Layer> layers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (++layerCount > limits.maxLayers()) {
                throw FileProblem.tooLarge("more than " + limits.maxLayers() + " layers");
            }
            layers.add(layer(in, depth));
        }
        return layers;
    }

    private Layer layer(StateInput in, int depth) throws IOException {
        boolean group = in.flag();
        LayerId id = new LayerId(in.number());
        String name = text(in.number(0, Integer.MAX_VALUE));
        float opacity = Float.intBitsToFloat((int) in.number());
        boolean visible = in.flag();
        boolean locked = in.flag();
        BlendMode blend = BlendMode.ofCssName(text(in.number(0, Integer.MAX_VALUE)))
                .orElseThrow(() -> FileProblem.damaged("a state names a blend mode that does not exist"));
        int provenance = in.number(-1, Integer.MAX_VALUE);
        Optional<LayerMask> mask = Optional.empty();
        if (in.flag()) {
            boolean enabled = in.flag();
            mask = Optional.of(new LayerMask(maskMap(in.number(0, Integer.MAX_VALUE)), enabled));
        }
        LayerProperties properties = new LayerProperties(
                id,
                name,
                opacity,
                visible,
                locked,
                blend,
                mask,
                provenance < 0 ? Optional.empty() : Optional.of(new Provenance(text(provenance))));
        return group
                ? new GroupLayer(properties, layers(in, depth + 1))
                : new PixelLayer(properties, map(in.number(0, Integer.MAX_VALUE)));
    }

    /** Maps lean on maps before them, perhaps thousands deep: so a loop, not recursion. */
    private TileMap map(int number) throws IOException {
        Deque<Integer> open = new ArrayDeque<>();
        TileMap map = TileMap.EMPTY;
        for (int at = number; at >= 0; ) {
            TileMap known = at < base.maps().size() ? base.maps().get(at) : maps.get(at);
            if (known != null) {
                map = known;
                break;
            }
            open.push(at);
            int from = mapFrame(index.maps, at - base.maps().size()).number(-1, at - 1);
            at = from;
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            StateInput in = mapFrame(index.maps, at - base.maps().size());
            in.number();
            for (int n = in.number(0, Integer.MAX_VALUE); n > 0; n--) {
                int column = in.number(StateTiles.LEAST, StateTiles.MOST);
                int row = in.number(StateTiles.LEAST, StateTiles.MOST);
                int tile = in.number(-1, Integer.MAX_VALUE);
                map = map.with(column, row, tile < 0 ? null : tiles.tile(tile));
            }
            maps.put(at, map);
        }
        return map;
    }

    private MaskMap maskMap(int number) throws IOException {
        Deque<Integer> open = new ArrayDeque<>();
        MaskMap map = MaskMap.EMPTY;
        for (int at = number; at >= 0; ) {
            MaskMap known = at < base.maskMaps().size() ? base.maskMaps().get(at) : maskMaps.get(at);
            if (known != null) {
                map = known;
                break;
            }
            open.push(at);
            StateInput in = mapFrame(index.maskMaps, at - base.maskMaps().size());
            in.number();
            at = in.number(-1, at - 1);
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            StateInput in = mapFrame(index.maskMaps, at - base.maskMaps().size());
            map = StateTiles.onBackground(map, in.number(0, 255));
            in.number();
            for (int n = in.number(0, Integer.MAX_VALUE); n > 0; n--) {
                int column = in.number(StateTiles.LEAST, StateTiles.MOST);
                int row = in.number(StateTiles.LEAST, StateTiles.MOST);
                int tile = in.number(-1, Integer.MAX_VALUE);
                map = map.with(column, row, tile < 0 ? null : tiles.maskTile(tile));
            }
            maskMaps.put(at, map);
        }
        return map;
    }

    private StateInput mapFrame(List<StateIndex.Frame> frames, int number) throws IOException {
        if (number >= frames.size()) {
            throw FileProblem.damaged("a map of a state is missing");
        }
        return new StateInput(payload(source, frames.get(number)));
    }
}
