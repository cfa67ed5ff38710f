package serai.check.routes;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.settings.known.LogSetting;
import serai.steps.StepLogRoutes;

import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/** The routes that are to be logged have to exist. */
final class LoggedRouteExists implements Rule {

    @Override
    public String id() {
        return "logged-route";
    }

    @Override
    public String meaning() {
        return "`serai.log.routes`, or `" + SERAI
                + " run --log`, names a route that does not exist: its steps would never be logged.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isComplete()) {
            return Stream.empty();
        }
        return new StepLogRoutes(configuration.context()).unknown(configuration.routes()).stream()
                .map(name -> error(configuration.settingsFiles().place(LogSetting.ROUTES.key()),
                        "%s: there is no route '%s'".formatted(LogSetting.ROUTES.key(), name),
                        "there are " + String.join(", ", StepLogRoutes.known(configuration.routes()))));
    }
}
