package studio.unclip.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip packs verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        description = "Checks every byte of packs against their manifests, and that their graphs are only data.")
final class PacksVerifyCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The packs to check. Default: all.")
    List<String> ids = new ArrayList<>();

    @Mixin
    ReportOptions report = new ReportOptions();

    PacksVerifyCommand(CommandLineHost host) {
        this.host = host;
    }

    private record Verdict(String id, Optional<PackProblem> problem) {}

    @Override
    public Integer call() throws PackException {
        PackShelf shelf = new PackShelf(host.packs(), host.folders());
        List<Verdict> verdicts = new ArrayList<>();
        for (PackShelf.Entry entry : chosen(shelf)) {
            verdicts.add(verdict(shelf, entry));
        }
        print(verdicts);
        List<PackProblem> problems =
                verdicts.stream().flatMap(verdict -> verdict.problem().stream()).toList();
        if (!problems.isEmpty()) {
            String others = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
            throw new CommandFailure(
                    Failures.exitCode(problems.getFirst()), problems.getFirst().message() + others);
        }
        return ExitCode.OK;
    }

    private Verdict verdict(PackShelf shelf, PackShelf.Entry entry) {
        PackProgress progress = new PackProgress(host, report.quiet, "checking " + entry.id());
        try {
            shelf.verify(entry, progress);
            return new Verdict(entry.id(), Optional.empty());
        } catch (PackException e) {
            return new Verdict(entry.id(), Optional.of(e.problem()));
        } finally {
            progress.clear();
        }
    }

    private List<PackShelf.Entry> chosen(PackShelf shelf) throws PackException {
        if (ids.isEmpty()) {
            return shelf.list();
        }
        List<PackShelf.Entry> entries = new ArrayList<>();
        for (String id : ids) {
            entries.add(shelf.find(id)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.PACK, "There is no pack '" + id + "'. See 'unclip packs list'.")));
        }
        return entries;
    }

    private void print(List<Verdict> verdicts) {
        if (!report.json) {
            verdicts.forEach(verdict ->
                    host.out().println(verdict.id() + (verdict.problem().isEmpty() ? "  whole" : "  not usable")));
            return;
        }
        ObjectNode root = Json.object();
        ArrayNode packs = root.putArray("packs");
        for (Verdict verdict : verdicts) {
            ObjectNode node = packs.addObject()
                    .put("id", verdict.id())
                    .put("whole", verdict.problem().isEmpty());
            verdict.problem().ifPresent(problem -> node.put("problem", problem.message()));
        }
        Json.print(host.out(), root);
    }
}
