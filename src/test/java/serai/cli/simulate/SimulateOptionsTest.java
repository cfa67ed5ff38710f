package serai.cli.simulate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.cli.Main;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class SimulateOptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "simulate                                          | name a platform",
            "simulate moodle                                   | 'moodle'",
            "simulate mct --learners 0                         | --learners: 0 is not from 1 to 1000000",
            "simulate mct --learners many                      | 'many' is not an int",
            "simulate mct --rate slowly                        | 'slowly' is not a rate; write 10/s",
            "simulate mct --faults gremlins=1%                 | there is no fault 'gremlins'; the faults are duplicates, differs",
            "simulate mct --faults none=1%                     | there is no fault 'none'",
            "simulate mct --faults duplicates                  | 'duplicates' is not a share; write duplicates=1%",
            "simulate mct --faults duplicates=1%,differs=101%  | 'differs=101%' is not a share",
            "simulate mct --seed x                             | 'x' is not a long"})
    void answersWhatItDoesNotUnderstandInOneLine(String typed, String told) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        assertThat(Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(typed.split(" ")))
                .isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).hasLineCount(1).contains(told);
    }
}
