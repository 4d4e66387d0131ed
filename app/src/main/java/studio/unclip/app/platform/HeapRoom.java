package studio.unclip.app.platform;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the heap small enough to be used again: ZGC's soft limit follows what a whole collection leaves. Without one the
 * heap grows into memory that was never touched, which the system must clear page by page first, and a brush takes twice
 * as long (docs/benchmarks.md, "The canvas"). A fixed one would have the collector at work all the time as soon as a
 * picture is larger than it. Does nothing with other collectors. Thread-safe.
 */
public final class HeapRoom {
    private static final Logger LOG = LoggerFactory.getLogger(HeapRoom.class);
    private static final String FLAG = "SoftMaxHeapSize";

    /** Of ZGC with generations: the one that looks at the whole heap. */
    private static final String WHOLE = "ZGC Major Cycles";

    private static final long LEAST = 1L << 30;

    /** Room for what is made between two collections. */
    private static final long SPARE = 384L << 20;

    private HeapRoom() {}

    /** Follows from now on, on the collector's own thread. */
    public static void follow() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long most = Runtime.getRuntime().maxMemory();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector.getName().equals(WHOLE) && collector instanceof NotificationEmitter emitter) {
                set(machine, softLimit(0, most));
                emitter.addNotificationListener(
                        (note, _) -> set(machine, softLimit(left(note), most)), HeapRoom::isCollection, null);
            }
        }
    }

    /**
     * How large the heap may grow before the collector hurries.
     *
     * @param left bytes that the last whole collection left
     * @param most bytes of the largest heap
     */
    static long softLimit(long left, long most) {
        return Math.min(most, Math.max(LEAST, left + SPARE));
    }

    private static boolean isCollection(Notification note) {
        return note.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION);
    }

    private static long left(Notification note) {
        return GarbageCollectionNotificationInfo.from((CompositeData) note.getUserData())
                .getGcInfo()
                .getMemoryUsageAfterGc()
                .entrySet()
                .stream()
                .filter(pool -> pool.getKey().startsWith("ZGC"))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    private static void set(HotSpotDiagnosticMXBean machine, long bytes) {
        try {
            if (Long.parseLong(machine.getVMOption(FLAG).getValue()) != bytes) {
                machine.setVMOption(FLAG, Long.toString(bytes));
            }
        } catch (IllegalArgumentException e) {
            LOG.info("this Java has no soft limit of its heap", e);
        }
    }
}
