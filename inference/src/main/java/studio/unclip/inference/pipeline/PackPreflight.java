package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Preflight;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.frame.Photograph;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.text.KnownWords;
import studio.unclip.inference.text.Tokens;

/** {@link Preflight} from a pack's manifest, tokenizer and words; ONNX Runtime is not loaded for it. */
public final class PackPreflight implements Preflight {
    private final PackContents contents;

    private final PackInfo facts;

    private final EngineOptions options;

    private volatile Thrift thrift;

    /** @param options of the engine that will run */
    PackPreflight(PackContents contents, EngineOptions options) {
        this.contents = contents;
        this.facts = PackFacts.of(contents);
        this.options = options;
        this.thrift = options.thrift();
    }

    /**
     * Reads the pack's small files.
     *
     * @param pack checked and open
     * @param options of the engine that will run
     * @throws PackException if the pack asks for something this engine does not know
     */
    public static PackPreflight read(Pack pack, EngineOptions options) throws PackException {
        return new PackPreflight(PackContents.read(pack), options);
    }

    @Override
    public PackInfo pack() {
        return facts;
    }

    @Override
    public PromptCheck check(String prompt) {
        Tokens tokens = contents.tokenizer().encode(prompt);
        KnownWords.Found unknown = contents.words().unknownIn(prompt);
        List<PromptCheck.UnknownWord> told = unknown.first().stream()
                .map(u -> new PromptCheck.UnknownWord(u.word(), u.start(), u.nearest()))
                .toList();
        return new PromptCheck(
                tokens.length(), tokens.ids().length, told, unknown.count(), tokens.cut(), contents.split(prompt));
    }

    @Override
    public Optional<String> notice(PictureSource picture) {
        return contents.manifest()
                .paints()
                .filter(_ -> Photograph.looksLikeOne(picture))
                .map(what -> "This looks like a photograph, and this pack paints " + what
                        + ": what it paints will look different from the rest.");
    }

    @Override
    public RunPlan plan(ImageRequest request) {
        return planned(operation(request)).told();
    }

    @Override
    public RunPlan plan(AnalysisRequest request) {
        return planned(request).told();
    }

    @Override
    public void save(Thrift now) {
        thrift = now;
    }

    Thrift thrift() {
        return thrift;
    }

    /**
     * A plan that needs less than one by which memory ran out; so does every later one. Empty if there is none: then
     * nothing changes, for the memory may be there the next time.
     *
     * @param failed the plan
     * @param planning makes the job's plan as plans are made then
     */
    Optional<JobPlan> lower(JobPlan failed, Supplier<JobPlan> planning) {
        Thrift before = thrift;
        for (Optional<Thrift> next = before.next(); next.isPresent(); next = thrift.next()) {
            thrift = next.get();
            JobPlan lower = planning.get();
            if (lower.memory().peak() < failed.memory().peak()) {
                return Optional.of(lower);
            }
        }
        thrift = before;
        return Optional.empty();
    }

    Operation operation(ImageRequest request) {
        return Operation.of(contents, request);
    }

    JobPlan planned(Operation operation) {
        return JobPlan.of(contents.manifest(), operation, options.memoryBudgetBytes(), thrift);
    }

    JobPlan planned(AnalysisRequest request) {
        return JobPlan.answering(contents.manifest(), request, options.memoryBudgetBytes(), thrift);
    }
}
