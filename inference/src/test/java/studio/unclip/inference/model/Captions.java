package studio.unclip.inference.model;

import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.TokenizerFile;
import studio.unclip.inference.pack.TokenizerSpec;
import studio.unclip.inference.text.ClipTokenizer;
import studio.unclip.inference.text.Tokens;

/** Captions as a pack reads them, without a job. */
final class Captions {
    private Captions() {}

    static TextFeatures read(Pack pack, TextEncoder tower, String caption) throws PackException {
        Tokens tokens = tokens(pack, caption);
        return tower.encode(tokens.ids(), tokens.mask(), new CancelSignal());
    }

    static Tokens tokens(Pack pack, String caption) throws PackException {
        TokenizerSpec spec = pack.manifest().tokenizer();
        TokenizerFile file = pack.tokenizer();
        return new ClipTokenizer(
                        file.merges(),
                        file.vocab(),
                        spec.contextLength(),
                        spec.startToken(),
                        spec.endToken(),
                        spec.padToken())
                .encode(caption);
    }
}
