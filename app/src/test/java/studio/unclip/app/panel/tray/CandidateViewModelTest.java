package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.app.results.StoredPicture;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;

class CandidateViewModelTest {
    private static final ImageRequest.Generate REQUEST = ImageRequest.Generate.of("an owl", 7, 1);
    private static final Recipe RECIPE = new Recipe("unclip-starter", "0.1.0", REQUEST, Map.of());
    private static final Picture PIXELS = ScriptedPictures.picture(7);
    private static final Picture SMALL = ScriptedPictures.picture(8);

    private final CandidateViewModel one = new RoundViewModel(
                    Ask.of(REQUEST),
                    new ResultTarget(Workspaces.empty(8, 8), Ask.of(REQUEST), Runnable::run, Runnable::run),
                    ScriptedGenerator.PACK,
                    1,
                    0)
            .candidate(0);

    private void finishAndStore(Result result) {
        one.finish(new Candidate(0, result, RECIPE, OptionalDouble.empty(), Set.of()));
        one.storedAs(new StoredPicture(Path.of("owl.png"), 1, RECIPE, SMALL));
    }

    @Test
    void a_picture_of_its_own_is_shown_as_it_is() {
        finishAndStore(new Result.Whole(PIXELS));
        assertThat(one.shown().get()).isEqualTo(Optional.of(PIXELS));
    }

    @Test
    void until_then_its_last_preview_stays_in_the_place_of_the_parts() {
        one.preview(SMALL);
        PixelRect area = new PixelRect(0, 0, PIXELS.width(), PIXELS.height());
        Result parts = new Result.Patches(32, 32, 0, 0, List.of(new Patch(area, PIXELS)));
        one.finish(new Candidate(0, parts, RECIPE, OptionalDouble.empty(), Set.of()));
        assertThat(one.shown().get()).isEqualTo(Optional.of(SMALL));
    }

    @Test
    void what_was_painted_into_a_picture_is_shown_in_it() {
        PixelRect area = new PixelRect(0, 0, PIXELS.width(), PIXELS.height());
        finishAndStore(new Result.Patches(32, 32, 0, 0, List.of(new Patch(area, PIXELS))));
        assertThat(one.shown().get()).isEqualTo(Optional.of(SMALL));
    }
}
