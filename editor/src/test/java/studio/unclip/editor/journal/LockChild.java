package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;

/** Another instance of the studio: tries to open a document and says whether it could. */
final class LockChild {
    private LockChild() {}

    /** Whether a process of its own can open the document now. */
    static boolean canOpen(Path state, Path document) throws Exception {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LockChild.class.getName(),
                        state.toString(),
                        document.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        child.waitFor();
        return switch (said) {
            case "open" -> true;
            case "in use" -> false;
            default -> throw new IllegalStateException("the other instance said \"" + said + "\"");
        };
    }

    /** @param args state folder, document */
    public static void main(String[] args) throws IOException {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            OraReader reader = new OraReader(pool, Limits.standard());
            Journals journals =
                    new Journals(Path.of(args[0]), Disk.real(), reader, Limits.standard(), Journals.INTERVAL);
            try (Journal _ = journals.open(Path.of(args[1]))) {
                System.out.println("open");
            } catch (DocumentInUseException e) {
                System.out.println("in use");
            }
        }
    }
}
