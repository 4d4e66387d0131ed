package studio.unclip.app.generate;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.engine.NoSuchDeviceException;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.pack.PackException;

/**
 * Opens the pack in the background while the window is already there, and keeps what came of it. Window thread, but for
 * {@link #close()}.
 */
public final class EngineStart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);

    private final PackFolders packs;
    private final Supplier<Optional<Path>> pack;
    private final GeneratorOpener opener;
    private final Executor background;
    private final Executor windowThread;
    private final ReadOnlyObjectWrapper<EngineState> state =
            new ReadOnlyObjectWrapper<>(this, "state", new EngineState.Opening());

    /** Guarded by this: a pack that opens after the end is closed at once. */
    private Optional<ImageGenerator> opened = Optional.empty();

    private boolean closed;

    /**
     * @param packs where packs lie; the preferred one is opened
     * @param opener opens one
     * @param background may run for seconds
     * @param windowThread where {@link #state()} changes
     */
    public EngineStart(PackFolders packs, GeneratorOpener opener, Executor background, Executor windowThread) {
        this(packs, packs::preferred, opener, background, windowThread);
    }

    /**
     * @param packs where packs lie
     * @param pack the folder of the one to open; empty: there is none
     * @param opener opens one
     * @param background may run for seconds
     * @param windowThread where {@link #state()} changes
     */
    public EngineStart(
            PackFolders packs,
            Supplier<Optional<Path>> pack,
            GeneratorOpener opener,
            Executor background,
            Executor windowThread) {
        this.packs = packs;
        this.pack = pack;
        this.opener = opener;
        this.background = background;
        this.windowThread = windowThread;
    }

    public ReadOnlyObjectProperty<EngineState> state() {
        return state.getReadOnlyProperty();
    }

    /** Starts opening the preferred pack; again after a failure, for a person who has mended what was wrong. */
    public void open() {
        if (state.get() instanceof EngineState.Ready) {
            return;
        }
        state.set(new EngineState.Opening());
        background.execute(() -> {
            EngineState outcome = tryToOpen();
            windowThread.execute(() -> tell(outcome));
        });
    }

    /** Whoever hears of a pack asks it things on threads that are not there any more after the end. */
    private void tell(EngineState outcome) {
        if (!isClosed()) {
            state.set(outcome);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private EngineState tryToOpen() {
        try {
            Optional<Path> folder = pack.get();
            if (folder.isEmpty()) {
                return new EngineState.Unavailable(
                        "No pack is installed. Install one under File, Settings, Packs, then try again.");
            }
            return keep(opener.open(folder.get(), GeneratorOpener.Device.AUTO));
        } catch (PackException e) {
            LOG.error("the pack did not open", e);
            return new EngineState.Unavailable(e.problem().message());
        } catch (GenerationException e) {
            LOG.error("the engine did not start", e);
            return new EngineState.Unavailable(e.failure().message());
        } catch (NoSuchDeviceException e) {
            return new EngineState.Unavailable(e.getMessage());
        } catch (UncheckedIOException e) {
            LOG.error("the packs could not be read", e);
            return new EngineState.Unavailable("The folder of packs cannot be read (" + packs.installed()
                    + "). Check that you may open it, then try again.");
        } catch (OutOfMemoryError e) {
            LOG.error("the pack did not open", e);
            return new EngineState.Unavailable(
                    "There is not enough memory to open the pack. Close other programs, then try again.");
        } catch (LinkageError e) {
            LOG.error("the engine did not load", e);
            return new EngineState.Unavailable("The engine does not run on this machine: one of its libraries could not"
                    + " be loaded. The log has the details.");
        } catch (RuntimeException e) {
            LOG.error("the pack did not open", e);
            return new EngineState.Unavailable(
                    "The pack could not be opened: this is a fault of the program. The log has the details.");
        }
    }

    private synchronized EngineState keep(ImageGenerator generator) {
        if (closed) {
            generator.close();
            return new EngineState.Unavailable("The studio is closing.");
        }
        opened = Optional.of(generator);
        return new EngineState.Ready(generator);
    }

    /** Ends what runs and waits for it. Any thread. */
    @Override
    public synchronized void close() {
        closed = true;
        opened.ifPresent(ImageGenerator::close);
        opened = Optional.empty();
    }
}
