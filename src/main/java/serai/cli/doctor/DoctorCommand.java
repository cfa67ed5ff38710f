package serai.cli.doctor;

import org.apache.camel.CamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.Logging;
import serai.cli.terminal.StoredSettings;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;
import serai.doctor.Doctor;
import serai.doctor.Examination;
import serai.doctor.Observation;
import serai.doctor.Verdict;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code ./serai doctor}. */
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Tries what Serai needs: folders, ports, and whether each source and destination can be reached, is who it "
                + "should be, and lets Serai in. Sends no record, receives no message, makes no table, and leaves no file behind.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Nothing is wrong, or there are only warnings.", "1:Something does not work; its line begins with fail."})
public final class DoctorCommand implements Callable<Integer> {

    private static final int WITHIN_MAX = 600;
    private static final int ALL = 4;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--within", paramLabel = "SECONDS", description = "How long one examination may take; all together four times "
            + "as long. Default: ${DEFAULT-VALUE}.")
    private int within = 20;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (within < 1 || within > WITHIN_MAX) {
            throw new ParameterException(spec.commandLine(), "--within=%s: must be from 1 to %s".formatted(within, WITHIN_MAX));
        }
        try (Logging.Silence azure = Logging.silence("com.azure"); Logging.Silence proton = Logging.silence("reactor")) {
            return examine(StoredSettings.context(), spec.commandLine().getOut());
        }
    }

    private int examine(CamelContext context, PrintWriter out) throws Exception {
        Duration each = Duration.ofSeconds(within);
        List<Observation> observed = new ArrayList<>();
        try (ExaminedConfiguration examined = ExaminedConfiguration.of(context)) {
            List<Examination> all = new ArrayList<>(MachineExaminations.of(context, examined));
            all.addAll(PeopleExamination.of(examined.settings(), examined.clock()));
            all.addAll(QueryExamination.of(examined.settings()));
            all.addAll(RouteExaminations.of(examined, each.dividedBy(2)));
            int width = all.stream().mapToInt(one -> one.subject().length()).max().orElse(0);
            DoctorText text = new DoctorText(out, Ansi.AUTO, width);
            new Doctor(each, each.multipliedBy(ALL)).examine(all, observation -> {
                observed.add(observation);
                if (!json) {
                    text.print(observation);
                }
            });
            if (json) {
                VisibleText.on(out).println(JsonText.indented(observed.stream().map(DoctorCommand::fields).toList()));
            } else {
                text.summarize();
            }
            out.flush();
        }
        return observed.stream().anyMatch(one -> one.verdict() == Verdict.FAIL) ? 1 : 0;
    }

    private static Map<String, String> fields(Observation observation) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("subject", observation.subject());
        fields.put("step", observation.tried());
        fields.put("verdict", observation.verdict().word());
        fields.put("found", observation.found());
        fields.put("remedy", observation.remedy());
        return fields;
    }
}
