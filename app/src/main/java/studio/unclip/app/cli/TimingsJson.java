package studio.unclip.app.cli;

import studio.unclip.inference.api.RunTimings;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link RunTimings} for programs, in milliseconds. */
final class TimingsJson {
    private TimingsJson() {}

    static ObjectNode of(RunTimings timings) {
        ObjectNode json = Json.object();
        json.put("modelMs", millis(timings.modelNanos()));
        json.put("sessionMs", millis(timings.sessionNanos()));
        ArrayNode stages = json.putArray("stages");
        for (RunTimings.Stage stage : timings.stages()) {
            stages.addObject()
                    .put("stage", stage.name())
                    .put("calls", stage.calls())
                    .put("modelMs", millis(stage.modelNanos()))
                    .put("outsideMs", millis(stage.outsideNanos()))
                    .put("noiseMs", millis(stage.noiseNanos()));
        }
        return json;
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }
}
