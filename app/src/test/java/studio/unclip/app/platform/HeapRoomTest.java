package studio.unclip.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class HeapRoomTest {
    private static final long MB = 1L << 20;

    @Test
    void the_limit_leaves_room_above_what_is_kept_and_never_passes_the_heap() {
        assertThat(HeapRoom.softLimit(0, 8192 * MB)).isEqualTo(1024 * MB);
        assertThat(HeapRoom.softLimit(3000 * MB, 8192 * MB)).isEqualTo(3384 * MB);
        assertThat(HeapRoom.softLimit(8000 * MB, 8192 * MB)).isEqualTo(8192 * MB);
        assertThat(HeapRoom.softLimit(0, 512 * MB)).isEqualTo(512 * MB);
    }

    @Test
    void it_rises_with_what_a_collection_leaves() throws InterruptedException {
        HeapRoom.follow();
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            kept.add(new byte[(int) MB]);
        }
        while (limit() <= 1024 * MB) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(kept).hasSize(900);
        assertThat(limit()).isBetween(900 * MB, Runtime.getRuntime().maxMemory());
    }

    private static long limit() {
        return Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("SoftMaxHeapSize")
                .getValue());
    }
}
