package studio.unclip.app.panel.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import studio.unclip.app.control.NumberEntry;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.generate.EngineState;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

class PromptViewModelTest {
    private final SimpleObjectProperty<EngineState> engine = new SimpleObjectProperty<>(new EngineState.Opening());
    private final List<Runnable> pendingChecks = new ArrayList<>();
    private long drawn = 100;
    private final PromptViewModel model = model(Runnable::run);

    private PromptViewModel model(Executor checks) {
        return new PromptViewModel(engine, () -> drawn++, checks, Runnable::run);
    }

    private void ready(ScriptedGenerator generator) {
        engine.set(new EngineState.Ready(generator));
    }

    private static ScriptedGenerator notKnowing(String word, String... nearest) {
        return new ScriptedGenerator().checkingWith(prompt -> {
            int at = prompt.indexOf(word);
            return new PromptCheck(
                    3,
                    77,
                    at < 0 ? List.of() : List.of(new PromptCheck.UnknownWord(word, at, List.of(nearest))),
                    List.of());
        });
    }

    @Test
    void nothing_can_be_asked_before_the_pack_is_open() {
        assertThat(model.ready().get()).isFalse();
        ready(new ScriptedGenerator());
        assertThat(model.ready().get()).isTrue();
    }

    @Test
    void it_samples_on_the_packs_defaults() {
        ready(new ScriptedGenerator());
        Sampling sampling = model.sampling();

        assertThat(sampling.candidates()).isEqualTo(ScriptedGenerator.PACK.defaultCandidates());
        assertThat(sampling.stages()).isEmpty();
        assertThat(model.conditioning().get()).isEqualTo(Conditioning.DIFFUSION_PRIOR);
    }

    @Test
    void quality_multiplies_the_packs_steps_and_leaves_typed_ones_alone() {
        ready(new ScriptedGenerator());
        int usual = model.stages().get(0).steps().value().get();
        model.quality().set(Quality.FINE);
        model.stages().get(1).steps().value().set(9);

        Map<String, StageSettings> stages = model.sampling().stages();
        assertThat(stages.get(model.stages().get(0).name()).steps()).hasValue(2 * usual);
        assertThat(stages.get(model.stages().get(1).name()).steps()).hasValue(9);

        model.resetSettings();
        assertThat(model.sampling().stages()).isEmpty();
    }

    @Test
    void only_settings_that_differ_from_the_defaults_are_in_the_request_and_can_be_put_back() {
        ready(new ScriptedGenerator());
        model.text().set("an owl");
        model.stages().get(0).steps().value().set(7);
        model.stages().get(1).guidance().value().set(3.0);
        model.conditioning().set(Conditioning.CAPTION_ONLY);

        assertThat(model.sampling().stages())
                .isEqualTo(Map.of(
                        "prior", StageSettings.DEFAULTS.withSteps(7),
                        "decoder", StageSettings.DEFAULTS.withGuidance(3)));

        model.resetSettings();
        assertThat(model.sampling().stages()).isEmpty();
        assertThat(model.conditioning().get()).isEqualTo(Conditioning.DIFFUSION_PRIOR);
    }

    @Test
    void a_stage_that_runs_without_guidance_offers_none() {
        ready(new ScriptedGenerator());
        assertThat(model.stages())
                .extracting(StageViewModel::label, StageViewModel::takesGuidance)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Prior", true),
                        org.assertj.core.groups.Tuple.tuple("Decoder", true),
                        org.assertj.core.groups.Tuple.tuple("Upsampler 256", false));
    }

    @Test
    void every_run_draws_a_seed_and_shows_it_unless_it_is_kept() {
        ready(new ScriptedGenerator());
        model.text().set("an owl");
        long first = model.sampling().seed();
        assertThat(model.seed().text().get()).isEqualTo(Long.toString(first));
        long second = model.sampling().seed();
        assertThat(second).isNotEqualTo(first);

        model.seed().kept().set(true);
        assertThat(model.sampling().seed()).isEqualTo(second);
        assertThat(model.sampling().seed()).isEqualTo(second);
    }

    @Test
    void a_seed_someone_types_is_the_one_that_is_used() {
        ready(new ScriptedGenerator());
        model.text().set("an owl");
        model.seed().text().set("4242");
        assertThat(model.seed().kept().get()).isTrue();
        assertThat(model.sampling().seed()).isEqualTo(4242);

        model.seed().text().set("");
        assertThat(model.seed().kept().get()).isFalse();
        assertThat(model.sampling().seed()).isNotEqualTo(4242);
    }

    @Test
    void a_number_beyond_the_seeds_is_refused_before_anything_runs() {
        ready(new ScriptedGenerator());
        model.text().set("an owl");
        model.seed().text().set("4294967296");
        assertThat(model.ready().get()).isFalse();
        assertThat(model.seed().problem().get()).contains("4294967295");
        model.seed().text().set("4294967295");
        assertThat(model.ready().get()).isTrue();
        assertThat(model.seed().problem().get()).isEmpty();
        model.seed().text().set("abc -5 1.5");
        assertThat(model.ready().get()).as("no digits are picked out of it").isFalse();
        assertThat(model.seed().problem().get()).isNotEmpty();
    }

    @Test
    void a_number_that_is_typed_counts_without_being_confirmed() {
        ready(new ScriptedGenerator());
        model.text().set("an owl");
        model.stages().get(0).steps().text().set("7");
        model.stages().get(1).guidance().text().set("2,5");

        assertThat(model.sampling().stages())
                .isEqualTo(Map.of(
                        "prior", StageSettings.DEFAULTS.withSteps(7),
                        "decoder", StageSettings.DEFAULTS.withGuidance(2.5)));
        assertThat(model.stages().get(1).guidance().text().get())
                .as("the field shows what was used")
                .isEqualTo("2.50");
    }

    @Test
    void what_is_no_number_is_said_and_the_last_one_runs() {
        ready(new ScriptedGenerator());
        model.text().set("an owl");
        NumberEntry<Integer> steps = model.stages().get(0).steps();
        steps.text().set("");
        assertThat(steps.problem().get()).contains("Prior, steps", "25 is kept");

        assertThat(model.sampling().stages()).isEmpty();
        assertThat(steps.text().get()).isEqualTo("25");
        assertThat(steps.problem().get()).as("can still be read").contains("25 is kept");
    }

    @Test
    void unknown_words_are_named_and_a_known_one_can_take_their_place() {
        ready(notKnowing("bycicle", "bicycle"));
        model.text().set("a red bycicle at night");

        assertThat(model.unknownWords())
                .extracting(PromptCheck.UnknownWord::word)
                .containsExactly("bycicle");
        assertThat(model.replacement(model.unknownWords().getFirst(), "bicycle"))
                .contains(new PromptViewModel.Replacement(6, 13, "bicycle"));
    }

    @Test
    void a_replacement_for_a_text_that_has_changed_does_nothing() {
        ready(notKnowing("bycicle", "bicycle"));
        model.text().set("a bycicle");
        PromptCheck.UnknownWord old = model.unknownWords().getFirst();
        model.text().set("an owl");

        assertThat(model.replacement(old, "bicycle")).isEmpty();
    }

    @Test
    void the_answer_to_an_older_text_that_comes_late_is_dropped() {
        PromptViewModel slow = model(pendingChecks::add);
        ready(notKnowing("bycicle", "bicycle"));
        pendingChecks.clear();
        slow.text().set("a bycicle");
        slow.text().set("an owl");
        pendingChecks.reversed().forEach(Runnable::run);

        assertThat(slow.unknownWords()).isEmpty();
    }

    @Test
    void words_that_will_not_be_read_are_named() {
        ready(new ScriptedGenerator().checking(new PromptCheck(90, 77, List.of(), List.of("very", "last"))));
        model.text().set("something long");
        assertThat(model.wordsNotRead().get()).isEqualTo("very last");
    }

    @Test
    void only_what_the_pack_can_do_is_offered_for_the_image_embedding() {
        ready(new ScriptedGenerator().without(Conditioning.AUTOREGRESSIVE_PRIOR));
        assertThat(model.conditionings())
                .containsExactly(Conditioning.DIFFUSION_PRIOR, Conditioning.TEXT_EMBEDDING, Conditioning.CAPTION_ONLY);

        ready(new ScriptedGenerator());
        assertThat(model.conditionings()).containsExactly(Conditioning.values());
    }

    @Test
    void what_the_pack_can_draw_is_suggested() {
        ready(new ScriptedGenerator().knowing("an owl", "a castle"));
        assertThat(model.suggestions()).hasSize(2);
        assertThat(String.join(" ", model.suggestions())).contains("an owl", "a castle");
    }
}
