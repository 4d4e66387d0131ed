package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import studio.unclip.app.engine.NoSuchDeviceException;
import studio.unclip.app.export.UnreadableFileException;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;

/** Turns whatever ended a command into an exit code and one line for a person. */
final class Failures {
    private Failures() {}

    /** @param log where a person finds the details of what is our fault */
    static CommandFailure of(Throwable thrown, Path log) {
        return switch (thrown) {
            case CommandFailure failure -> failure;
            case CommandLine.ParameterException e -> usage(e);
            case InvalidRequestException e -> new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
            case UnreadableFileException e -> new CommandFailure(ExitCode.INPUT, e.getMessage(), e);
            case NoSuchDeviceException e -> new CommandFailure(ExitCode.RESOURCE, e.getMessage(), e);
            case GenerationException e -> JobRunner.failure(e.failure(), e);
            case PackException e ->
                new CommandFailure(exitCode(e.problem()), e.problem().message(), e);
            case CancellationException e -> new CommandFailure(ExitCode.CANCELLED, "Cancelled.", e);
            case OutOfMemoryError e ->
                new CommandFailure(
                        ExitCode.RESOURCE,
                        "Not enough memory. Close other programs, ask for fewer candidates or use a smaller pack.",
                        e);
            case IOException e -> ofFile(e);
            case CompletionException e when e.getCause() != null -> of(e.getCause(), log);
            case ExecutionException e when e.getCause() != null -> of(e.getCause(), log);
            case CommandLine.ExecutionException e when e.getCause() != null -> of(e.getCause(), log);
            default ->
                new CommandFailure(
                        ExitCode.INTERNAL,
                        String.format(
                                Locale.ROOT,
                                "This is a fault of the program (%s). The details are in %s.",
                                thrown.getClass().getSimpleName(),
                                log),
                        thrown);
        };
    }

    /** A file that cannot be read or written; what the editor says of one is a sentence already. */
    static CommandFailure ofFile(IOException e) {
        return e instanceof FileProblem problem
                ? new CommandFailure(exitCode(problem), sentence(problem.getMessage()), problem)
                : new CommandFailure(ExitCode.RESOURCE, "The disk refused: " + reason(e) + ".", e);
    }

    private static int exitCode(FileProblem problem) {
        return switch (problem.kind()) {
            case MISSING, UNKNOWN_FORMAT, DAMAGED, TOO_LARGE, HOSTILE -> ExitCode.INPUT;
            case DISK, READ_ONLY, NOT_VERIFIED -> ExitCode.RESOURCE;
        };
    }

    /** A full disk is no fault of the pack's. */
    static int exitCode(PackProblem problem) {
        return problem instanceof PackProblem.Io ? ExitCode.RESOURCE : ExitCode.PACK;
    }

    private static CommandFailure usage(CommandLine.ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return new CommandFailure(
                ExitCode.USAGE, sentence(oneLine(e.getMessage())) + " See '" + command + " --help'.", e);
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    /** What the file system said, with the file it said it about, in a few words. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "no right to use " + denied.getFile();
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : oneLine(e.getMessage());
        };
    }

    static String oneLine(String text) {
        return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
