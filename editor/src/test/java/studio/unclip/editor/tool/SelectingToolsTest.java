package studio.unclip.editor.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.pixel.Raster;

class SelectingToolsTest {
    private static final int RED = 0xffcc1010;

    @Test
    void an_ellipse_selects_what_lies_in_it_and_not_the_corners_of_its_rectangle() {
        EditorDriver driver = EditorDriver.blank(200, 200).choose(MarqueeTool.ellipse("Select"));
        driver.down(20, 40).moveTo(180, 160).up(180, 160);

        driver.expectSelected(100, 100, 255)
                .expectSelected(22, 100, 255)
                .expectSelected(25, 45, 0)
                .expectSelected(175, 155, 0)
                .expectSelected(100, 38, 0)
                .expectEntries(2);
    }

    @Test
    void a_polygon_is_closed_by_a_press_on_its_first_corner_and_is_one_entry() {
        EditorDriver driver = EditorDriver.blank(200, 200).choose(new PolygonTool("Select"));
        driver.click(20, 20).moveTo(90, 20).click(180, 20);
        assertThat(driver.session().isBusy()).isTrue();
        driver.click(180, 180).expectEntries(1);
        driver.click(23, 22);

        driver.expectEntries(2).expectSelected(150, 60, 255).expectSelected(60, 150, 0);
        assertThat(driver.session().outline().corners()).isEmpty();
    }

    @Test
    void a_polygon_is_closed_by_enter_and_given_up_by_escape() {
        EditorDriver driver = EditorDriver.blank(200, 200).choose(new PolygonTool("Select"));
        driver.click(20, 20).click(180, 20).click(180, 180).escape();
        driver.expectEntries(1);
        driver.click(20, 20).click(180, 20).click(180, 180).enter();

        driver.expectEntries(2).expectSelected(150, 60, 255);
    }

    @Test
    void the_wand_selects_like_colours_connected_or_all() {
        EditorDriver driver = EditorDriver.blank(100, 100);
        driver.session().apply(new PlacePicture("a", Raster.filled(20, 20, RED), 10, 10), "a");
        driver.session().apply(new PlacePicture("b", Raster.filled(20, 20, RED + 3), 60, 60), "b");
        driver.choose(new WandTool(8, true, "Wand")).click(15, 15);
        driver.expectSelected(29, 29, 255).expectSelected(30, 30, 0).expectSelected(65, 65, 0);

        driver.choose(new WandTool(8, false, "Wand")).click(15, 15);
        driver.expectSelected(65, 65, 255);
        driver.choose(new WandTool(2, false, "Wand")).click(15, 15);
        driver.expectSelected(65, 65, 0);
    }

    @Test
    void a_dragged_layer_lies_where_it_was_let_go_and_escape_leaves_it() {
        EditorDriver driver = EditorDriver.blank(100, 100);
        driver.session().apply(new PlacePicture("a", Raster.filled(20, 20, RED), 10, 10), "a");
        driver.choose(new MoveTool("Move layer")).down(15, 15).moveTo(40, 30);
        driver.expectPixel(40, 30, RED).expectPixel(15, 15, 0).expectEntries(2);
        driver.escape();
        driver.expectPixel(15, 15, RED).expectPixel(40, 30, 0).expectEntries(2);
        driver.down(15, 15).moveTo(40, 30).up(45, 35);

        driver.expectPixel(15, 15, 0)
                .expectPixel(40, 30, RED)
                .expectPixel(59, 49, RED)
                .expectEntries(3);
        driver.down(40, 30).moveTo(45, 30).moveTo(40, 30).up(40, 30);
        driver.expectEntries(3);
    }

    @Test
    void a_layer_in_the_middle_of_being_dragged_stays_there_when_something_else_is_done() {
        EditorDriver driver = EditorDriver.blank(100, 100);
        driver.session().apply(new PlacePicture("a", Raster.filled(20, 20, RED), 10, 10), "a");
        driver.choose(new MoveTool("Move layer")).down(15, 15).moveTo(40, 30);
        driver.session().finishGesture();
        driver.expectPixel(40, 30, RED).expectPixel(15, 15, 0).expectEntries(3);
        driver.session().undo();
        driver.expectPixel(15, 15, RED);
    }

    @Test
    void of_a_large_layer_an_outline_is_seen_until_it_is_let_go() {
        EditorDriver driver = EditorDriver.blank(3000, 3000);
        driver.session().apply(new PlacePicture("a", Raster.filled(3000, 3000, RED), 0, 0), "a");
        driver.choose(new MoveTool("Move layer")).down(15, 15).moveTo(40, 15);
        assertThat(driver.session().outline().corners()).hasSize(4);
        driver.expectPixel(10, 10, RED);
        driver.up(40, 15);
        driver.expectPixel(10, 10, 0).expectPixel(30, 10, RED);
        assertThat(driver.session().outline().corners()).isEmpty();
    }
}
