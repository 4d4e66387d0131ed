package studio.unclip.app.panel.tray;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.api.StageSettings;

/** One request and its answers. Window thread. */
final class Round {
    /** In the order of their seeds. */
    private final List<CandidateViewModel> byIndex;

    private final ResultTarget target;
    private final PackInfo pack;
    private final Map<String, StageSettings> settings;
    private final long startNanos;

    /** As a person sees them; those that are not finished leave it when the job ends. */
    private List<CandidateViewModel> shown;

    private Optional<Job> job = Optional.empty();
    private Optional<JobFailure> failure = Optional.empty();

    Round(ImageRequest request, PackInfo pack, ResultTarget target, long startNanos) {
        this.byIndex = IntStream.range(0, request.candidates())
                .mapToObj(i -> new CandidateViewModel(i, Seeds.ofCandidate(request.seed(), i)))
                .toList();
        this.shown = byIndex;
        this.pack = pack;
        this.settings = request.stages();
        this.target = target;
        this.startNanos = startNanos;
    }

    void begun(Job running) {
        job = Optional.of(running);
    }

    void cancel() {
        job.ifPresent(Job::cancel);
    }

    int size() {
        return byIndex.size();
    }

    long startNanos() {
        return startNanos;
    }

    CandidateViewModel candidate(int index) {
        return byIndex.get(index);
    }

    List<CandidateViewModel> shown() {
        return shown;
    }

    /** Finished ones that nobody has looked at on the canvas yet, as long as none of the round was. */
    int unused() {
        return target.used() ? 0 : ready();
    }

    int ready() {
        return (int) byIndex.stream().filter(one -> one.ready().isPresent()).count();
    }

    /** The job is over: only what is finished stays. */
    void end() {
        shown = byIndex.stream().filter(one -> one.ready().isPresent()).toList();
    }

    /** One could not be made. */
    void fail(JobFailure why) {
        failure = Optional.of(failure.orElse(why));
    }

    /** Why the first of those that could not be made was not; the others are. */
    Optional<JobFailure> failure() {
        return failure;
    }

    /**
     * All are finished, but for those that could not be made.
     *
     * @param ranking indexes of the finished ones, as they are to be shown
     * @return whether that is best match first
     */
    boolean complete(List<Integer> ranking) {
        shown = ranking.stream().map(byIndex::get).toList();
        boolean ranked = shown.size() > 1
                && shown.stream()
                        .allMatch(one -> one.ready().orElseThrow().score().isPresent());
        if (ranked) {
            shown.getFirst().markBest();
        }
        return ranked;
    }

    /** Lays a finished candidate on the canvas; nothing for one that is not. */
    void place(CandidateViewModel candidate, Consumer<Refusal> refused) {
        candidate.ready().ifPresent(ready -> target.place(ready, refused));
    }

    /** Marks the one that the canvas shows. */
    void markPlaced() {
        byIndex.forEach(one -> one.setPlaced(target.shows(one.index())));
    }

    /** How many samples a stage draws to choose from. */
    int samples(String stage) {
        StageSettings asked = settings.getOrDefault(stage, StageSettings.DEFAULTS);
        int usual = pack.stage(stage)
                .map(known -> known.defaults().samples().orElse(1))
                .orElse(1);
        return asked.samples().orElse(usual);
    }
}
