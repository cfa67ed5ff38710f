package serai.rehearsal;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.RoutePolicySupport;
import serai.formats.LocalTimes;
import serai.formats.template.ValidJson;
import serai.journal.JournalWriter;
import serai.journal.camel.RejectedEvents;
import serai.people.KnownPeople;
import serai.people.LinkSource;
import serai.people.PeopleSettings;
import serai.people.PersonEnricher;
import serai.settings.ServiceBusSettings;
import serai.settings.Settings;
import serai.settings.known.FormatSetting;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.ServiceBusSetting;
import serai.sources.AnswerDetails;
import serai.webhook.AcceptedAnswer;
import serai.webhook.JsonContent;

import java.time.Clock;
import java.time.ZoneId;

/**
 * Binds the beans that Serai's routes name: those that only compute as they are, and something harmless for those that sign in,
 * watch a connection, or need files.
 */
final class StandInBeans {

    private StandInBeans() {
    }

    static void bind(Registry registry, Settings settings, JournalWriter journal) {
        registry.bind("serviceBusConnection", settings.text(ServiceBusSetting.CONNECTION));
        registry.bind("serviceBusProxy", Object.class, () -> ServiceBusSettings.proxy(settings));
        registry.bind("praesidiumAuthentication", (Processor) StandInBeans::letIn);
        registry.bind("jsonContent", new JsonContent());
        registry.bind("validJson", new ValidJson());
        registry.bind("localTime", new LocalTimes(ZoneId.of(settings.text(FormatSetting.ZONE))));
        registry.bind("praesidiumRejection", new RejectedEvents(journal, settings.text(PraesidiumSetting.SOURCE)));
        registry.bind("praesidiumAccepted", new AcceptedAnswer(settings.number(PraesidiumSetting.ACCEPTED_STATUS)));
        registry.bind("problemDetails", new AnswerDetails());
        if (PeopleSettings.isFile(settings)) { // a rehearsal asks no database
            registry.bind(PersonEnricher.PEOPLE, people(settings));
        }
        registry.bind("settleBeforeStop", new RoutePolicySupport() {
        });
        registry.bind("watchdog", new RoutePolicySupport() {
        });
        registry.bind("brokerTrouble", new Silent());
    }

    /** The directory as it is now, without links: those are in the journal, of which a rehearsal knows nothing. */
    private static KnownPeople people(Settings settings) {
        KnownPeople people =
                new KnownPeople(PeopleSettings.source(settings, Clock.systemUTC()), LinkSource.EMPTY, PeopleSettings.of(settings),
                        Clock.systemUTC());
        people.refresh();
        return people;
    }

    private static void letIn(Exchange exchange) {
        exchange.getMessage().removeHeader("Authorization");
    }

    private static final class Silent implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            handleException("", exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            // The result of the rehearsal tells it.
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            handleException(message, exception);
        }
    }
}
