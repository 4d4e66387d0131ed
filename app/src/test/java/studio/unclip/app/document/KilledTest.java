package studio.unclip.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

/** Another process has the document open, and is killed. */
@Timeout(120)
class KilledTest {
    private static final String READY = "ready";

    @TempDir
    Path folder;

    @TempDir
    Path journals;

    /** The process that is killed. */
    static final class Victim {
        private Victim() {}

        /** @param arguments folder of journals, document, a folder for copies */
        public static void main(String[] arguments) throws Exception {
            try (Desk desk = new Desk(Path.of(arguments[0]))) {
                desk.documents.open(Path.of(arguments[1]));
                desk.finish();
                dot(desk, 0xff00ff00);
                LeftByAKill.untilSafe(
                        Path.of(arguments[0]), desk.workspace.document().get(), Path.of(arguments[2]));
                System.out.println(READY);
                Thread.sleep(TimeUnit.MINUTES.toMillis(2));
            }
        }
    }

    private static void dot(Desk on, int colour) {
        on.workspace.apply(new PlacePicture("dot", Raster.filled(2, 2, colour), 1, 1), "A dot", Optional.empty());
    }

    private static byte[] look(Desk desk) {
        return Flattener.flatten(desk.workspace.document().get()).toRgba();
    }

    @Test
    void its_file_is_held_while_it_lives_and_its_work_comes_back_when_it_was_killed() throws Exception {
        Path own = folder.resolve("сова #1.ora");
        byte[] saved;
        byte[] changed;
        try (Desk desk = new Desk(journals)) {
            desk.generate("an owl", 1);
            desk.saveTo(own);
            desk.documents.save();
            desk.finish();
            saved = look(desk);
            dot(desk, 0xff00ff00);
            changed = look(desk);
        }

        Process victim = start(own);
        try (BufferedReader out = victim.inputReader(StandardCharsets.UTF_8)) {
            // What a log says of itself may come before.
            assertThat(out.lines().filter(READY::equals).findFirst()).isPresent();
            try (Desk desk = new Desk(journals)) {
                assertThat(desk.bringBackAsked)
                        .as("work that is being done is not offered")
                        .isEmpty();
                desk.documents.open(own);
                desk.finish();
                assertThat(desk.lastNotice().text()).contains("is open in another window");
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }

        try (Desk desk = new Desk(journals)) {
            assertThat(desk.bringBackAsked).containsExactly(Optional.of(own.toRealPath()));
            assertThat(look(desk)).isEqualTo(changed);
            assertThat(desk.documents.name().get()).isEqualTo("сова #1.ora");
            assertThat(desk.documents.unkept()).isEqualTo(AtStake.Work.CHANGED);
            desk.workspace.undo();
            assertThat(look(desk)).as("with the history of the file").isEqualTo(saved);
            desk.workspace.redo();

            desk.documents.save();
            desk.finish();
            assertThat(desk.suggested).as("its file needs no question").isEmpty();
        }
        try (Desk desk = new Desk(journals)) {
            assertThat(desk.bringBackAsked).as("it is in the file now").isEmpty();
            desk.documents.open(own);
            desk.finish();
            assertThat(look(desk)).isEqualTo(changed);
        }
    }

    private Process start(Path document) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-Dsun.jnu.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        journals.toString(),
                        document.toString(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
