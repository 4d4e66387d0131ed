package studio.unclip.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.Sampling;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip bench --edit}: how quickly a slider answers, and how near its previews are to the finished picture. */
final class EditBench {
    private static final int PREVIEWS = 40;
    private static final double[] COMPARED = {0.2, 0.35, 0.5, 0.65, 0.8, 1};
    private static final long PATIENCE_SECONDS = 120;

    private final CommandLineHost host;
    private final ImageGenerator generator;
    private final ReportOptions report;

    EditBench(CommandLineHost host, ImageGenerator generator, ReportOptions report) {
        this.host = host;
        this.generator = generator;
        this.report = report;
    }

    /**
     * @param source makes the picture
     * @param to what it is to become
     */
    void run(ImageRequest.Generate source, String to) {
        Picture picture = made(source);
        ImageRequest.TextDiff diff = new ImageRequest.TextDiff(
                picture,
                source.prompt(),
                to,
                ImageRequest.DiffWay.PRIOR,
                1,
                Optional.empty(),
                source.sampling().withStages(Map.of()));
        BlockingQueue<EditEvent> events = new LinkedBlockingQueue<>();
        // Once untimed: networks are loaded by whichever job needs them first. The other way round, so that nothing of
        // the
        // timed one is found already.
        ImageRequest.TextDiff back = new ImageRequest.TextDiff(
                picture,
                to,
                source.prompt(),
                ImageRequest.DiffWay.PRIOR,
                1,
                Optional.empty(),
                Sampling.of(source.seed() + 1));
        try (PreparedEdit warm = generator.prepare(back, events::add)) {
            next(events);
            warm.preview(0.5);
            next(events);
        }
        events.clear();
        long begun = now();
        try (PreparedEdit edit = generator.prepare(diff, events::add)) {
            next(events);
            double prepared = millis(now() - begun);
            begun = now();
            edit.preview(0);
            next(events);
            double first = millis(now() - begun);
            begun = now();
            for (int i = 0; i < PREVIEWS; i++) {
                edit.preview((double) i / (PREVIEWS - 1));
                next(events);
            }
            double perSecond = PREVIEWS / (millis(now() - begun) / 1000);
            List<Double> errors = new ArrayList<>();
            for (double theta : COMPARED) {
                edit.preview(theta);
                Picture shown = ((EditEvent.Preview) next(events)).picture();
                errors.add(distance(shown, made(diff.at(theta))));
            }
            print(to, prepared, first, perSecond, errors);
        }
    }

    private void print(String to, double prepared, double first, double perSecond, List<Double> errors) {
        double worst = errors.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        if (report.json) {
            ObjectNode node = Json.object();
            node.put("to", to);
            node.put("prepareMs", prepared);
            node.put("firstPreviewMs", first);
            node.put("previewsPerSecond", perSecond);
            node.put("worstRmse", worst);
            Json.print(host.out(), node);
            return;
        }
        host.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s %s on %s, to '%s'",
                        generator.pack().id(),
                        generator.pack().version(),
                        generator.device().name(),
                        to));
        host.out().println(String.format(Locale.ROOT, "prepare          %.0f ms", prepared));
        host.out().println(String.format(Locale.ROOT, "first preview    %.0f ms", first));
        host.out().println(String.format(Locale.ROOT, "previews         %.1f a second", perSecond));
        host.out()
                .println(String.format(
                        Locale.ROOT,
                        "preview against the finished picture shrunk, white - black = 1: rmse %.4f at worst of thetas"
                                + " 0.2, 0.35, 0.5, 0.65, 0.8, 1",
                        worst));
        host.out().flush();
    }

    private Picture made(ImageRequest request) {
        List<Picture> pictures = new ArrayList<>();
        new JobRunner(generator, host, report).run(request, JobOptions.quiet(), event -> {
            if (event instanceof JobEvent.CandidateReady ready) {
                pictures.add(ready.candidate().picture());
            }
        });
        return pictures.getFirst();
    }

    private EditEvent next(BlockingQueue<EditEvent> events) {
        try {
            EditEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (event instanceof EditEvent.Setback setback) {
                JobRunner.note(setback.what().words()).ifPresent(host.err()::println);
                event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            if (event instanceof EditEvent.Failed failed) {
                throw JobRunner.failure(failed.failure(), null);
            }
            if (event == null) {
                throw new CommandFailure(ExitCode.INTERNAL, "No preview came within two minutes.");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.cancelled("Cancelled.");
        }
    }

    /** Root of the mean square, white - black = 1, between a small picture and a large one shrunk to it by area. */
    static double distance(Picture small, Picture large) {
        int factor = large.width() / small.width();
        double sum = 0;
        for (int y = 0; y < small.height(); y++) {
            for (int x = 0; x < small.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    double mean = 0;
                    for (int v = 0; v < factor; v++) {
                        for (int u = 0; u < factor; u++) {
                            int at = ((y * factor + v) * large.width() + x * factor + u) * 4 + c;
                            mean += large.rgba().get(at) & 0xff;
                        }
                    }
                    mean /= factor * factor;
                    double difference = (mean - (small.rgba().get((y * small.width() + x) * 4 + c) & 0xff)) / 255;
                    sum += difference * difference;
                }
            }
        }
        return Math.sqrt(sum / (3.0 * small.width() * small.height()));
    }

    private long now() {
        return host.nanoTime().getAsLong();
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
