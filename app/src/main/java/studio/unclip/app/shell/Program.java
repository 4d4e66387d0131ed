package studio.unclip.app.shell;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import studio.unclip.app.panel.settings.PackPlaces;
import studio.unclip.app.panel.settings.PacksViewModel;
import studio.unclip.app.panel.settings.PicturesFolder;
import studio.unclip.app.panel.settings.PreferencesViewModel;

/**
 * What the windows beside the large one show.
 *
 * @param preferences what a person sets
 * @param pictures where finished pictures are kept
 * @param packs there are
 * @param places asks about packs
 * @param diagnostics reads what can be copied into a report; takes a moment
 * @param background may wait for a disk
 * @param windowThread where this lives
 */
public record Program(
        PreferencesViewModel preferences,
        PicturesFolder pictures,
        PacksViewModel packs,
        PackPlaces places,
        Supplier<String> diagnostics,
        Executor background,
        Executor windowThread) {}
