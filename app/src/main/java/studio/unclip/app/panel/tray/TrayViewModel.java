package studio.unclip.app.panel.tray;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.InItsPicture;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.app.generate.Underway;
import studio.unclip.app.queue.AskListener;
import studio.unclip.app.queue.AskQueue;
import studio.unclip.app.queue.FailedAsk;
import studio.unclip.app.results.PictureStore;
import studio.unclip.app.results.StoredPicture;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.session.SessionOptions;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;

/**
 * Everything that was made, newest request first, from asking to accepting. Nothing goes away because something new is
 * asked for: a request that is refused, fails or is cancelled takes nothing away, and every finished picture is on the disk
 * at once and back after a restart. Window thread.
 */
public final class TrayViewModel {
    /** Pictures of earlier runs that are shown. */
    private static final int MOST_EARLIER = 60;

    /** Pictures that are shown; what is older stays on the disk. */
    private static final int MOST = 240;

    private final AskQueue queue;
    private final Workspace workspace;
    private final Executor windowThread;
    private final Executor background;
    private final LongSupplier nanoTime;
    private final Keeping keeping;
    private final Underway underway;
    private final TrayLine line;
    private final TriedOnCanvas tried;
    private final TrayEvents events;

    /** Newest first. */
    private final ObservableList<RoundViewModel> rounds = FXCollections.observableArrayList();

    private final ObservableList<RoundViewModel> roundsSeen = FXCollections.unmodifiableObservableList(rounds);

    private final ObservableList<CandidateViewModel> candidates = FXCollections.observableArrayList();
    private final Looking looking = new Looking(candidates);
    private final ReadOnlyObjectWrapper<Optional<Dismissed>> dismissed =
            new ReadOnlyObjectWrapper<>(this, "dismissed", Optional.empty());
    private final BooleanProperty folded = new SimpleBooleanProperty(this, "folded");

    private long nextOrder;
    private long earlierOrder;

    /**
     * One that can be brought back.
     *
     * @param at its place in its round
     */
    public record Dismissed(CandidateViewModel candidate, int at) {}

    /**
     * @param queue makes what is asked for
     * @param workspace where accepted candidates go
     * @param store keeps finished pictures
     * @param windowThread where this model lives
     * @param background finds out how results are laid in; reads and writes files
     * @param nanoTime a clock for durations
     * @param problems is told, in one line, why the document does not take a candidate, or the disk a picture, or that the
     *     device failed or memory is short
     */
    public TrayViewModel(
            AskQueue queue,
            Workspace workspace,
            PictureStore store,
            Executor windowThread,
            Executor background,
            LongSupplier nanoTime,
            Consumer<String> problems) {
        this.queue = queue;
        this.workspace = workspace;
        this.windowThread = windowThread;
        this.background = background;
        this.nanoTime = nanoTime;
        this.underway = new Underway(workspace);
        this.keeping = new Keeping(store, background, windowThread, problems);
        this.line = new TrayLine(queue.busy());
        this.tried = new TriedOnCanvas(workspace, rounds, keeping, line, problems);
        this.events = new TrayEvents(line, keeping, tried, nanoTime, problems, new TrayEvents.Rounds() {
            @Override
            public boolean changed(RoundViewModel round) {
                boolean left = leaveIfEmpty(round);
                showRounds();
                return left;
            }

            @Override
            public boolean isEmpty() {
                return rounds.isEmpty();
            }
        });
        workspace.empty().addListener((_, _, empty) -> {
            // What was kept or tried has gone with its picture.
            if (empty) {
                line.again();
            }
        });
        queue.busy().addListener((_, _, busy) -> {
            // Who has one of those that are finished now on the canvas wants to know about that one.
            if (!busy && line.state().get() instanceof TrayState.Finished) {
                tried.round()
                        .get()
                        .filter(of -> rounds.stream().findFirst().equals(Optional.of(of)))
                        .ifPresent(_ -> tried.tell());
            }
        });
        tried.round().addListener((_, _, now) -> {
            if (now.isPresent()) {
                dismissed.set(Optional.empty());
            }
        });
    }

    /** What was asked for and has pictures, or is being made; newest first. */
    public ObservableList<RoundViewModel> rounds() {
        return roundsSeen;
    }

    /** Those of all rounds, in the same order. */
    public ObservableList<CandidateViewModel> candidates() {
        return candidates;
    }

    public ReadOnlyObjectProperty<TrayState> state() {
        return line.state();
    }

    /** What waits and what runs. */
    public AskQueue queue() {
        return queue;
    }

    /** What the running job has to show on the canvas. */
    public Underway underway() {
        return underway;
    }

    /** Whether there is something to cancel. */
    public BooleanBinding running() {
        return queue.busy();
    }

    /** Whether something that was asked for since the start of the program is shown. */
    public boolean fresh() {
        return !rounds.isEmpty() && rounds.getFirst().fresh();
    }

    /** Looking at one large, without putting it on the canvas. */
    public Looking looking() {
        return looking;
    }

    /** Trying pictures on the canvas. */
    public TriedOnCanvas tried() {
        return tried;
    }

    /** The last one that was dismissed, until something else is done. */
    public ReadOnlyObjectProperty<Optional<Dismissed>> dismissed() {
        return dismissed.getReadOnlyProperty();
    }

    /** Whether only the line is shown. */
    public BooleanProperty folded() {
        return folded;
    }

    /** How many finished pictures would be lost: those that could not be written. */
    public int unwritten() {
        return keeping.unwritten();
    }

    /** Shows the pictures of earlier runs below those of this one. */
    public void showEarlier() {
        keeping.earlier(MOST_EARLIER, pictures -> {
            Set<Path> known = new HashSet<>();
            candidates.forEach(one -> one.stored().ifPresent(picture -> known.add(picture.file())));
            List<StoredPicture> unknown = pictures.stream()
                    .filter(picture -> !known.contains(picture.file()))
                    .toList();
            if (!unknown.isEmpty()) {
                rounds.add(earlier(unknown));
                showRounds();
                if (line.state().get() instanceof TrayState.Empty) {
                    line.tell(new TrayState.Earlier());
                }
            }
        });
    }

    private RoundViewModel earlier(List<StoredPicture> pictures) {
        Recipe recipe = pictures.getFirst().recipe();
        Mode mode = Mode.ofOperation(recipe.operation());
        String label = recipe.prompt().isBlank() ? Ask.kind(recipe.request()) : recipe.prompt();
        Ask ask = new Ask(mode, recipe.request(), new Destination.NewLayer(), label);
        return new RoundViewModel(ask, target(ask), pictures, --earlierOrder);
    }

    private ResultTarget target(Ask ask) {
        return new ResultTarget(workspace, ask, background, windowThread);
    }

    /** Asks for pictures: at once, or when what was asked for before is made. */
    public void ask(Ask ask) {
        queue.add(ask, answers(ask));
    }

    /** One of nothing, that makes, keeps and writes nothing. */
    TrayViewModel standIn() {
        return new TrayViewModel(
                new AskQueue(new SimpleObjectProperty<>(new EngineState.Opening()), windowThread, nanoTime),
                new Workspace(new IntSize(1, 1), new SessionOptions(_ -> {}, _ -> {}, InstantSource.system())),
                keeping.store(),
                windowThread,
                _ -> {},
                nanoTime,
                _ -> {});
    }

    /** Hears of a request. */
    AskListener answers(Ask ask) {
        return new Answers(ask);
    }

    /** Asks again for what could not be made. */
    public void tryAgain(FailedAsk failure) {
        queue.dismiss(failure);
        ask(failure.again());
    }

    /** Asks the running job to stop; finished candidates are kept. */
    public void cancel() {
        queue.cancel();
    }

    /** The hand is on the slider again: its full picture is not made any more. */
    public void cancelSlider() {
        queue.waiting().stream()
                .filter(one -> one.ask().slider().isPresent())
                .toList()
                .forEach(queue::remove);
        if (queue.running().get().filter(one -> one.ask().slider().isPresent()).isPresent()) {
            queue.cancel();
        }
    }

    /** Hears of one request. */
    private final class Answers implements AskListener {
        private final Ask ask;
        private Optional<RoundViewModel> round = Optional.empty();

        Answers(Ask ask) {
            this.ask = ask;
        }

        @Override
        public void started(PackInfo pack) {
            RoundViewModel begun = new RoundViewModel(ask, target(ask), pack, ++nextOrder, nanoTime.getAsLong());
            round = Optional.of(begun);
            dismissed.set(Optional.empty());
            rounds.addFirst(begun);
            showRounds();
            line.tell(new TrayState.Starting());
            if (InItsPicture.isPart(ask)) {
                background.execute(
                        () -> InItsPicture.of(ask).ifPresent(whole -> windowThread.execute(() -> begun.showIn(whole))));
            }
        }

        @Override
        public void hear(JobEvent event) {
            underway.hear(ask, event);
            events.hear(round.orElseThrow(), event);
        }

        @Override
        public void refused(String why) {
            line.tell(new TrayState.Failed(why, 0, !candidates.isEmpty()));
        }

        @Override
        public void removed() {
            // It has left no trace in the tray.
        }
    }

    private boolean leaveIfEmpty(RoundViewModel round) {
        return round.shown().isEmpty() && rounds.remove(round);
    }

    private void showRounds() {
        keeping.letGo(rounds, tried.round().get());
        int count = 0;
        for (RoundViewModel round : List.copyOf(rounds)) {
            boolean stored = round.shown().stream().allMatch(one -> one.stored().isPresent());
            if (count >= MOST && stored) {
                rounds.remove(round);
            }
            count += round.shown().size();
        }
        List<CandidateViewModel> now =
                rounds.stream().flatMap(round -> round.shown().stream()).toList();
        if (!candidates.equals(now)) {
            candidates.setAll(now);
        }
    }

    /** Gives the whole of a finished one; nothing, but a word about why, if its file is gone. */
    public void picture(CandidateViewModel candidate, Consumer<Picture> then) {
        if (candidate.finished()) {
            keeping.picture(candidate, then);
        }
    }

    /** Takes a finished one out of the tray, its file into the trash. */
    public void dismiss(CandidateViewModel candidate) {
        if (!candidate.finished()) {
            return;
        }
        looking.away();
        RoundViewModel round = candidate.round();
        int at = round.remove(candidate);
        boolean running = queue.busy().get() && rounds.getFirst().equals(round);
        if (!running) {
            leaveIfEmpty(round);
        }
        keeping.discard(candidate);
        dismissed.set(Optional.of(new Dismissed(candidate, at)));
        showRounds();
        line.tellForNow(new TrayState.Dismissed("“" + round.label() + "” " + candidate.number()));
    }

    /** The last one that was dismissed is back. */
    public void bringBack() {
        dismissed.get().ifPresent(one -> {
            dismissed.set(Optional.empty());
            RoundViewModel round = one.candidate().round();
            round.insert(one.at(), one.candidate());
            if (!rounds.contains(round)) {
                int before = (int) rounds.stream()
                        .filter(other -> other.order() > round.order())
                        .count();
                rounds.add(before, round);
            }
            keeping.restore(one.candidate());
            showRounds();
            line.again();
        });
    }
}
