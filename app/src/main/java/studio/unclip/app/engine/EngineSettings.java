package studio.unclip.app.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.worker.WorkerLaunch;

/**
 * All that makes an engine, as words: for a process that is told, not asked, where the person's folders are.
 *
 * @param pack the pack's folder
 * @param device where it is to run
 * @param packs where packs lie
 * @param folders the person's folders
 * @param note if present it is to run on the CPU instead, and this is why
 * @param thrift how plans are made
 */
record EngineSettings(
        Path pack,
        GeneratorOpener.Device device,
        PackFolders packs,
        PlatformFolders folders,
        Optional<String> note,
        Thrift thrift) {

    Map<String, String> words() {
        Map<String, String> words = new TreeMap<>();
        words.put("pack", pack.toAbsolutePath().toString());
        words.put("device", device.id());
        device.threads().ifPresent(threads -> words.put("threads", Integer.toString(threads)));
        packs.builtIn().ifPresent(folder -> words.put("packs.builtIn", folder.toString()));
        words.put("packs.installed", packs.installed().toString());
        words.put("configuration", folders.configuration().toString());
        words.put("data", folders.data().toString());
        words.put("state", folders.state().toString());
        words.put("cache", folders.cache().toString());
        note.ifPresent(why -> words.put("note", why));
        words.put(WorkerLaunch.THRIFT, thrift.name());
        return words;
    }

    static EngineSettings of(Map<String, String> words) {
        String threads = words.get("threads");
        return new EngineSettings(
                Path.of(words.get("pack")),
                new GeneratorOpener.Device(
                        words.get("device"),
                        threads == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(threads))),
                new PackFolders(
                        Optional.ofNullable(words.get("packs.builtIn")).map(Path::of),
                        Path.of(words.get("packs.installed"))),
                new PlatformFolders(
                        Path.of(words.get("configuration")),
                        Path.of(words.get("data")),
                        Path.of(words.get("state")),
                        Path.of(words.get("cache"))),
                Optional.ofNullable(words.get("note")),
                Thrift.valueOf(words.getOrDefault(WorkerLaunch.THRIFT, Thrift.NONE.name())));
    }
}
