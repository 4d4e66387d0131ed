package studio.unclip.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphicsCardsTest {
    @TempDir
    Path kernel;

    private void card(String name, String vendor, String memory) throws IOException {
        Path device = Files.createDirectories(kernel.resolve(name).resolve("device"));
        Files.writeString(device.resolve("vendor"), vendor + "\n");
        if (!memory.isEmpty()) {
            Files.writeString(device.resolve("mem_info_vram_total"), memory + "\n");
        }
    }

    @Test
    void the_kernel_tells_the_makers_and_of_some_the_memory() throws IOException {
        card("card0", "0x8086", "");
        card("card1", "0x1002", "17163091968");
        Files.createDirectories(kernel.resolve("card1-HDMI-A-1"));
        assertThat(new GraphicsCards(kernel, List::of).find())
                .containsExactlyInAnyOrder(
                        new GraphicsCards.Card("Intel graphics", OptionalLong.empty()),
                        new GraphicsCards.Card("AMD graphics", OptionalLong.of(17_163_091_968L)));
    }

    @Test
    void nvidias_tool_knows_more_than_the_kernel() throws IOException {
        card("card0", "0x10de", "");
        assertThat(new GraphicsCards(kernel, () -> List.of("NVIDIA H100 80GB HBM3, 81559", "rubbish")).find())
                .containsExactly(new GraphicsCards.Card("NVIDIA H100 80GB HBM3", OptionalLong.of(81_559L << 20)));
        assertThat(new GraphicsCards(kernel, List::of).find())
                .containsExactly(new GraphicsCards.Card("NVIDIA graphics", OptionalLong.empty()));
    }

    @Test
    void where_nothing_is_told_there_are_none() {
        assertThat(new GraphicsCards(kernel.resolve("absent"), List::of).find()).isEmpty();
    }
}
