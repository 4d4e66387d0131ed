package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A pack's zip file. Every entry must be a plain file that the manifest names, at the top or all in one folder; the
 * central directory is bounded before it is read, contents are bounded by the manifest's sizes as they are read.
 */
final class ZipSource implements PackSource {

    private static final int MAX_ENTRIES = 1000;
    /** Deflate cannot shrink further than this; more means that entries share their bytes. */
    private static final long MAX_RATIO = 1040;

    private static final int FILE_TYPE = 0170000;
    private static final int PLAIN_FILE = 0100000;

    private final String name;
    private final ZipFile zip;
    private final long archiveBytes;
    private final Map<String, ZipArchiveEntry> entries;

    private ZipSource(String name, ZipFile zip, long archiveBytes, Map<String, ZipArchiveEntry> entries) {
        this.name = name;
        this.zip = zip;
        this.archiveBytes = archiveBytes;
        this.entries = entries;
    }

    static ZipSource open(String name, Path path) throws PackException, IOException {
        long size;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            size = channel.size();
            ZipDirectory.requireSmall(name, channel);
        }
        ZipFile zip;
        try {
            zip = ZipFile.builder().setPath(path).get();
        } catch (IOException | RuntimeException e) { // the library is not sure of its ground on hostile bytes either
            throw PackException.damaged(name, "the archive cannot be read: it is cut short or not a zip file");
        }
        try {
            ZipSource source = new ZipSource(name, zip, size, entries(name, zip));
            zip = null;
            return source;
        } finally {
            if (zip != null) {
                zip.close();
            }
        }
    }

    @Override
    public byte[] manifest() throws PackException, IOException {
        ZipArchiveEntry entry = entries.get(FileNames.MANIFEST);
        if (entry == null) {
            throw PackException.damaged(name, "the archive has no pack.json: it is not a pack");
        }
        try (InputStream in = unpack(entry)) {
            return in.readNBytes(ManifestReader.MAX_BYTES + 1);
        }
    }

    @Override
    public void compare(PackManifest manifest) throws PackException {
        Set<String> named = new HashSet<>();
        manifest.files().forEach(file -> named.add(file.name()));
        for (String entry : entries.keySet()) {
            if (!entry.equals(FileNames.MANIFEST) && !named.contains(entry)) {
                throw PackException.hostile(name, "the archive holds " + entry + ", which pack.json does not name");
            }
        }
        for (PackFile file : manifest.files()) {
            ZipArchiveEntry entry = entries.get(file.name());
            if (entry == null) {
                throw PackException.damaged(name, "the archive lacks the file " + file.name());
            }
            if (entry.getSize() != file.bytes()) {
                throw PackException.damaged(
                        name,
                        "the file " + file.name() + " has " + entry.getSize() + " bytes in the archive instead of "
                                + file.bytes());
            }
        }
        if (manifest.totalBytes() / MAX_RATIO > archiveBytes) {
            throw PackException.hostile(
                    name, "the archive of " + archiveBytes + " bytes claims to hold " + manifest.totalBytes());
        }
    }

    @Override
    public InputStream open(PackFile file) throws PackException, IOException {
        return unpack(entries.get(file.name()));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private InputStream unpack(ZipArchiveEntry entry) throws PackException, IOException {
        PackException broken = PackException.damaged(
                name, "the file " + FileNames.shown(entry.getName()) + " cannot be unpacked: the archive is damaged");
        try {
            return new BrokenZipStream(zip.getInputStream(entry), broken);
        } catch (ZipException e) {
            throw broken;
        }
    }

    private static Map<String, ZipArchiveEntry> entries(String name, ZipFile zip) throws PackException {
        Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();
        Set<String> spellings = new HashSet<>();
        Set<String> folders = new HashSet<>();
        for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
            ZipArchiveEntry entry = all.nextElement();
            String path = entry.getName();
            requirePlain(name, entry);
            int slash = path.indexOf('/');
            String folder = slash < 0 ? "" : path.substring(0, slash);
            String file = path.substring(slash + 1);
            boolean plainFolder = slash < 0 || FileNames.isPlain(folder);
            boolean plainFile = file.isEmpty() ? slash > 0 : FileNames.isPlain(file);
            if (!plainFolder || !plainFile) {
                throw PackException.hostile(
                        name, "the archive holds " + FileNames.shown(path) + ", which is not a plain file name");
            }
            folders.add(folder);
            if (folders.size() > 1) {
                throw PackException.hostile(name, "the archive spreads over several folders");
            }
            if (file.isEmpty()) {
                continue; // the folder's own entry
            }
            if (!spellings.add(file.toLowerCase(Locale.ROOT))) {
                throw PackException.hostile(name, "the archive holds " + file + " twice");
            }
            if (entries.size() >= MAX_ENTRIES) {
                throw PackException.hostile(name, "the archive holds more than " + MAX_ENTRIES + " files");
            }
            entries.put(file, entry);
        }
        return entries;
    }

    private static void requirePlain(String name, ZipArchiveEntry entry) throws PackException {
        String shown = FileNames.shown(entry.getName());
        int type = entry.getUnixMode() & FILE_TYPE;
        if (entry.isUnixSymlink() || (!entry.isDirectory() && type != 0 && type != PLAIN_FILE)) {
            throw PackException.hostile(name, "the archive's entry " + shown + " is a link or device");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw PackException.unsupported(name, "the archive's entry " + shown + " is encrypted");
        }
        if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
            throw PackException.unsupported(name, "the archive's entry " + shown + " is packed in an unusual way");
        }
    }
}
