package serai.console.pages;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether the command that a page tells does what the page does, and no more, whatever somebody has typed. */
class SearchFormTest {

    @Test
    void tellsTheCommandAsAShellTakesIt() {
        assertThat(new SearchForm("", "a@example.org", "", "", "mct", "2026-11-22T10:00", "", "").options())
                .isEqualTo(" --learner a@example.org --source mct --from 2026-11-22T10:00Z");
        assertThat(new SearchForm("", "", "it's $(rm) new", "", "", "", "", "").options())
                .isEqualTo(" --course 'it'\\''s $(rm) new'");
        assertThat(new DeadLetterForm("lrs", "", "A B", "refused", "").options())
                .isEqualTo(" --destination lrs --type 'A B' --class refused");
    }
}
