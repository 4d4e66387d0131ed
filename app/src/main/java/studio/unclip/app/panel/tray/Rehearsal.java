package studio.unclip.app.panel.tray;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import javafx.animation.AnimationTimer;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.queue.AskListener;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.RunTimings;

/**
 * A round in a tray that no window shows, gone through while nothing else is to do, a little in each pulse: what a JVM links
 * and JavaFX looks up when it comes for the first time is there when a person's first round begins and the model has the
 * cores. Nothing is asked of the engine, nothing kept. Window thread.
 */
public final class Rehearsal extends AnimationTimer {
    /** Pulses left to what the window does when a pack is open. */
    private static final int FIRST_PULSES = 10;

    private static final int SIDE = 8;
    private static final double WIDTH = 640;
    private static final double HEIGHT = 240;

    private final TrayViewModel tray;
    private final Pane root = new Pane();
    private final Queue<Runnable> steps = new ArrayDeque<>();
    private final UUID job = new UUID(0, 0);
    private int pulses;

    /**
     * @param window looks like it
     * @param tray its own, of which another one is made; once something is asked there, this ends
     * @param pack that is open
     */
    public Rehearsal(Parent window, TrayViewModel tray, PackInfo pack) {
        this.tray = tray;
        root.getStyleClass().setAll(window.getStyleClass());
        // Without a scene nothing is styled.
        steps.add(() -> new Scene(root, WIDTH, HEIGHT)
                .getStylesheets()
                .setAll(window.getScene().getStylesheets()));
        steps.add(() -> rehearse(tray.standIn(), pack));
    }

    private void rehearse(TrayViewModel standIn, PackInfo pack) {
        ImageRequest.Generate request = ImageRequest.Generate.of("any", 0, 1);
        AskListener round = standIn.answers(Ask.of(request));
        String stage = pack.stages().getFirst().name();
        Picture picture = Picture.sharing(SIDE, SIDE, ByteBuffer.allocate(SIDE * SIDE * 4));
        Candidate candidate = new Candidate(
                0,
                new Result.Whole(picture),
                new Recipe(pack.id(), pack.version(), request, Map.of()),
                OptionalDouble.of(0.5),
                Set.of());
        steps.add(() -> {
            TrayView view = new TrayView(standIn, new TileMenu(), Runnable::run, () -> {});
            view.resize(WIDTH, HEIGHT);
            root.getChildren().add(view);
        });
        steps.add(() -> round.started(pack));
        hear(round, new JobEvent.Queued(job));
        hear(round, new JobEvent.Planned(job, new RunPlan(List.of(), 0, 0, List.of())));
        hear(round, new JobEvent.Progress(job, 0, stage, 0, 2, 0, 0, Duration.ZERO));
        hear(round, new JobEvent.Preview(job, 0, stage, new PixelRect(0, 0, SIDE, SIDE), picture));
        hear(round, new JobEvent.Progress(job, 0, stage, 1, 2, 0.5, 0.5, Duration.ofSeconds(1)));
        hear(round, new JobEvent.CandidateReady(job, candidate));
        hear(round, new JobEvent.Completed(job, List.of(0), new RunTimings(List.of(), 0, 0)));
        // The next one moves it along, and asks what it holds.
        steps.add(() -> standIn.answers(Ask.of(request)).started(pack));
    }

    private void hear(AskListener round, JobEvent event) {
        steps.add(() -> round.hear(event));
    }

    /** Whether there is nothing left to go through. */
    boolean over() {
        return steps.isEmpty();
    }

    /** Once a pulse. */
    @Override
    public void handle(long now) {
        if (tray.running().get()) {
            steps.clear();
        }
        if (over()) {
            stop();
        } else if (++pulses > FIRST_PULSES) {
            steps.remove().run();
            root.applyCss();
            root.layout();
        }
    }
}
