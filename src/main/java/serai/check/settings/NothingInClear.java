package serai.check.settings;

import serai.check.CleartextSettings;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.tls.InsecureConnections;

import java.util.stream.Stream;

/** No setting lets secrets or personal data go to another machine in clear, unless another setting allows it. */
final class NothingInClear implements Rule {

    @Override
    public String id() {
        return "cleartext";
    }

    @Override
    public String meaning() {
        return "A setting would send credentials or records to another machine unencrypted, or to a server whose certificate is "
                + "not verified.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.isLoadedOnly() ? new CleartextSettings(configuration.settings()).problems(new InsecureConnections())
                .stream().map(problem -> SettingProblem.finding(this, configuration, problem)) : Stream.empty();
    }
}
