package studio.unclip.app.panel.tray;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.InItsPicture;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.app.results.StoredPicture;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.api.StageSettings;

/** One request and its answers. Window thread. */
public final class RoundViewModel {
    private final String label;
    private final Mode mode;
    private final boolean landsByItself;
    private final boolean fresh;

    /** Rounds that were begun later have a greater one. */
    private final long order;

    /** In the order of their seeds; of an earlier run those whose files are there. */
    private final List<CandidateViewModel> all;

    private final ResultTarget target;
    private final Map<String, StageSettings> settings;
    private final long startNanos;
    private Optional<PackInfo> pack = Optional.empty();

    /** As a person sees them; those that are not finished leave it when the job ends. */
    private final List<CandidateViewModel> shown;

    private Optional<JobFailure> failure = Optional.empty();

    /** Whether its pictures are made in another one's place, of which {@link #whole} is to tell. */
    private final boolean parts;

    private Optional<InItsPicture> whole = Optional.empty();

    /** Of a request that is being answered. */
    RoundViewModel(Ask ask, ResultTarget target, PackInfo pack, long order, long startNanos) {
        this.label = ask.label();
        this.mode = ask.mode();
        this.landsByItself = ask.landsByItself();
        this.parts = InItsPicture.isPart(ask);
        this.fresh = true;
        this.order = order;
        this.target = target;
        this.pack = Optional.of(pack);
        this.settings = ask.request().stages();
        this.startNanos = startNanos;
        ImageRequest request = ask.request();
        this.all = IntStream.range(0, request.candidates())
                .mapToObj(i -> new CandidateViewModel(this, i, Seeds.ofCandidate(request.seed(), i)))
                .toList();
        this.shown = new ArrayList<>(all);
    }

    /** Of one that was answered in an earlier run of the program. */
    RoundViewModel(Ask ask, ResultTarget target, List<StoredPicture> pictures, long order) {
        this.label = ask.label();
        this.mode = ask.mode();
        this.landsByItself = false;
        this.parts = false;
        this.fresh = false;
        this.order = order;
        this.target = target;
        this.settings = Map.of();
        this.startNanos = 0;
        this.all = pictures.stream()
                .map(picture -> new CandidateViewModel(this, picture))
                .toList();
        this.shown = new ArrayList<>(all);
    }

    /** What was asked for, in a few words. */
    public String label() {
        return label;
    }

    /** What it was asked in. */
    public Mode mode() {
        return mode;
    }

    /** Whether its pictures are laid in as they come: see {@link Ask#landsByItself}. */
    boolean landsByItself() {
        return landsByItself;
    }

    /** Whether it was asked for since the program was started. */
    public boolean fresh() {
        return fresh;
    }

    /** Its candidates as a person sees them: in the order of their seeds, best match first when all are made. */
    public List<CandidateViewModel> shown() {
        return List.copyOf(shown);
    }

    /** Those of {@link #shown} that are finished. */
    List<CandidateViewModel> finished() {
        return shown.stream().filter(CandidateViewModel::finished).toList();
    }

    long order() {
        return order;
    }

    int size() {
        return all.size();
    }

    long startNanos() {
        return startNanos;
    }

    ResultTarget target() {
        return target;
    }

    /** @param index as the request counts, from 0 */
    CandidateViewModel candidate(int index) {
        return all.get(index);
    }

    /** What is made is shown in this picture from now on. */
    void showIn(InItsPicture picture) {
        whole = Optional.of(picture);
        all.stream()
                .filter(one -> one.state().get() instanceof CandidateState.Making)
                .forEach(this::showBegun);
    }

    /** Before anything of it is there. */
    private void showBegun(CandidateViewModel one) {
        if (one.shown().get().isEmpty()) {
            whole.ifPresent(picture -> one.preview(picture.begun()));
        }
    }

    /** One is being made. */
    void making(JobEvent.Progress progress) {
        CandidateViewModel one = candidate(progress.candidate());
        one.making(progress.candidateFraction());
        showBegun(one);
    }

    /** One has something to show. */
    void preview(JobEvent.Preview preview) {
        CandidateViewModel one = candidate(preview.candidate());
        if (whole.isPresent()) {
            Picture before = one.shown().get().orElseGet(whole.get()::begun);
            one.preview(whole.get().with(before, preview));
        } else if (!parts) {
            one.preview(preview.picture());
        }
    }

    /** The job is over: only what is finished stays. */
    void end() {
        shown.removeIf(one -> !one.finished());
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
        List<CandidateViewModel> ranked =
                ranking.stream().map(all::get).filter(shown::contains).toList();
        shown.clear();
        shown.addAll(ranked);
        boolean scored =
                shown.size() > 1 && shown.stream().allMatch(one -> one.score().isPresent());
        if (scored) {
            shown.getFirst().markBest();
        }
        return scored;
    }

    /** @return where it was */
    int remove(CandidateViewModel candidate) {
        int at = shown.indexOf(candidate);
        shown.remove(candidate);
        return at;
    }

    void insert(int at, CandidateViewModel candidate) {
        shown.add(Math.min(at, shown.size()), candidate);
    }

    /** Lays a finished candidate on the canvas. */
    void place(Candidate candidate, ResultTarget.Told told) {
        target.place(candidate, told);
    }

    /** Its mode, where none of its pictures matches the prompt: each points away from it. */
    Optional<Mode> missed() {
        List<CandidateViewModel> finished = finished();
        boolean none = !finished.isEmpty()
                && finished.stream().allMatch(one -> one.score().orElse(0) < 0);
        return none ? Optional.of(mode) : Optional.empty();
    }

    /** Marks the one that the canvas shows. */
    void markPlaced() {
        if (target.used()) {
            all.forEach(one -> one.setPlaced(target.shows(one.index())));
        }
    }

    /** The one that the canvas shows. */
    Optional<CandidateViewModel> onCanvas() {
        return all.stream().filter(one -> target.shows(one.index())).findFirst();
    }

    /** How many samples a stage draws to choose from. */
    int samples(String stage) {
        StageSettings asked = settings.getOrDefault(stage, StageSettings.DEFAULTS);
        int usual = pack.flatMap(known -> known.stage(stage))
                .map(known -> known.defaults().samples().orElse(1))
                .orElse(1);
        return asked.samples().orElse(usual);
    }
}
