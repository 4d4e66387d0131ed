package studio.unclip.app.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.ImageGenerator;

/** Waits for the answer to an {@link AnalysisRequest}. */
final class Analysis {
    private Analysis() {}

    /**
     * @throws CommandFailure if the analysis fails or Ctrl-C is pressed while it runs
     * @throws studio.unclip.inference.api.InvalidRequestException if the pack cannot answer
     */
    static <T extends AnalysisResult> T await(
            ImageGenerator generator, AnalysisRequest request, Class<T> kind, Interruption interruption) {
        CompletableFuture<AnalysisResult> answer = generator.analyse(request);
        try (Interruption.Registration _ =
                interruption.onRequest(() -> answer.completeExceptionally(CommandFailure.cancelled("Cancelled.")))) {
            return kind.cast(answer.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.cancelled("Cancelled.");
        }
    }
}
