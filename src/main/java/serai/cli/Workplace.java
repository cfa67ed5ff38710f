package serai.cli;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import serai.Setting;
import serai.Settings;
import serai.journal.store.FrontDesk;

import java.time.Clock;
import java.util.List;

/**
 * What an operator's command works with: the settings that {@code ./serai run} has, and the journal that they name. Nothing
 * is started, locked or made.
 */
final class Workplace implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final Clock clock = Clock.systemUTC();
    private FrontDesk desk;

    Workplace() {
        context.getPropertiesComponent().setLocation("file:application.properties;optional=true");
        context.build();
    }

    Settings settings() {
        return Settings.of(context);
    }

    Clock clock() {
        return clock;
    }

    /** @throws serai.journal.JournalUnavailableException if there is no journal of this version */
    FrontDesk desk() {
        if (desk == null) {
            desk = FrontDesk.open(settings().path(Setting.DATA).resolve("journal.db"), clock);
        }
        return desk;
    }

    /** The files of that name, or pattern of names, among the routes. */
    List<Resource> routes(String name) throws Exception {
        return PluginHelper.getPackageScanResourceResolver(context)
                .findResources(settings().text(Setting.ROUTES) + "/" + name).stream().filter(Resource::exists).toList();
    }

    @Override
    public void close() {
        if (desk != null) {
            desk.close();
        }
        context.stop();
    }
}
