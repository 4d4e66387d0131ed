package studio.unclip.inference.onnx;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** A process for {@link WebGpuDeviceTest}: says what it finds of WebGPU, in an environment of its own. */
final class SurveyedByHand {
    private SurveyedByHand() {}

    /** @param arguments where the plug-in is kept */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        OnnxRuntime runtime = OnnxRuntime.start(RuntimeOptions.defaults());
        DeviceSurvey survey = new DeviceSurvey(
                runtime,
                new WebGpuPlugin(Path.of(arguments[0]), Optional.empty()),
                new RuntimeFolder(Path.of(arguments[0])));
        DeviceSurvey.Finding found = survey.of("webgpu");
        out.println("usable " + found.usable() + ", failed " + found.failed() + ", best "
                + survey.best().id());
        out.println("missing " + found.missing());
    }
}
