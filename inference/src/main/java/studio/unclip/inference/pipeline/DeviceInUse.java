package studio.unclip.inference.pipeline;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.onnx.Device;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;

/**
 * Where an engine's graphs run: on the chosen device until it fails, on the CPU from then on. Changes on the model thread;
 * any thread may ask.
 */
final class DeviceInUse {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceInUse.class);

    private final EngineOptions options;
    private volatile State state;

    private record State(OnnxRuntime runtime, Optional<String> note) {}

    private DeviceInUse(EngineOptions options, State state) {
        this.options = options;
        this.state = state;
    }

    /**
     * Loads the runtime. The device is used as it is given: whoever chose it has tried it.
     *
     * @throws InferenceException if the runtime cannot be loaded
     */
    static DeviceInUse start(EngineOptions options) {
        OnnxRuntime runtime = OnnxRuntime.start(
                new RuntimeOptions(options.device(), options.threads(), options.spinning(), options.libraries()));
        return new DeviceInUse(options, new State(runtime, options.deviceNote()));
    }

    OnnxRuntime runtime() {
        return state.runtime();
    }

    DeviceInfo info() {
        State now = state;
        Device device = now.runtime().options().device();
        String threads = options.threads() == 1 ? "1 thread" : options.threads() + " threads";
        String name = device instanceof Device.Cpu ? device.label() + ", " + threads : device.label();
        return new DeviceInfo(device.id(), name, options.memoryBudgetBytes(), now.note());
    }

    /**
     * The device is of no use any more.
     *
     * @return whether there is another: the CPU, if this was not it. Networks that are loaded are still on the old one
     */
    boolean giveUp(InferenceException.DeviceFailure failure) {
        Device device = runtime().options().device();
        if (device instanceof Device.Cpu) {
            return false;
        }
        LOG.warn("{} failed", device.label(), failure);
        state = new State(
                runtime().on(new Device.Cpu()),
                Optional.of(failure.getMessage() + ". Pictures are made on the CPU from now on."));
        return true;
    }
}
