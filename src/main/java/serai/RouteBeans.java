package serai;

import org.apache.camel.spi.Registry;
import serai.formats.LocalTimes;
import serai.formats.template.ValidJson;
import serai.journal.JournalWriter;
import serai.journal.camel.FilteredEvents;
import serai.journal.camel.RejectedEvents;
import serai.model.Payload;
import serai.settings.ServiceBusSettings;
import serai.settings.Settings;
import serai.settings.known.FormatSetting;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.ServiceBusSetting;
import serai.sources.AnswerDetails;
import serai.sources.servicebus.BrokerErrors;
import serai.sources.servicebus.SettleBeforeStop;
import serai.sources.servicebus.Watchdog;
import serai.webhook.AcceptedAnswer;
import serai.webhook.JsonContent;
import serai.webhook.authentication.BasicAuthentication;
import serai.webhook.authentication.Users;
import serai.webhook.server.OversizedBodies;

import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the beans that the routes name, as the settings say, and binds them. */
final class RouteBeans {

    private final Registry registry;
    private final Settings settings;
    private final Set<String> bound = new LinkedHashSet<>();

    RouteBeans(Registry registry, Settings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    /**
     * Binds what the webhook's and the routers' steps need.
     *
     * @param publishers who may post to the webhook
     */
    void bindSteps(Users publishers, JournalWriter journal) {
        bind("serviceBusConnection", settings.text(ServiceBusSetting.CONNECTION));
        requireFree("serviceBusProxy");
        registry.bind("serviceBusProxy", Object.class, () -> ServiceBusSettings.proxy(settings)); // made when a route looks it up
        BasicAuthentication authentication = new BasicAuthentication(publishers);
        bind("praesidiumAuthentication", authentication);
        bind("jsonContent", new JsonContent());
        bind("validJson", new ValidJson());
        bind("localTime", new LocalTimes(ZoneId.of(settings.text(FormatSetting.ZONE))));
        bind("praesidiumTooLong",
                new OversizedBodies(settings.text(PraesidiumSetting.PATH), authentication,
                        () -> journal.reject(settings.text(PraesidiumSetting.SOURCE),
                                "the body is longer than camel.server.maxBodySize allows",
                                Payload.of(new byte[0]))));
        bind("filtered", new FilteredEvents(journal));
        bind("praesidiumRejection", new RejectedEvents(journal, settings.text(PraesidiumSetting.SOURCE)));
        bind("praesidiumAccepted", new AcceptedAnswer(settings.number(PraesidiumSetting.ACCEPTED_STATUS)));
        bind("problemDetails", new AnswerDetails());
    }

    /** Binds what guards the receiver of Service Bus. */
    void bindPolicies(Clock clock) {
        SettleBeforeStop settling = new SettleBeforeStop(settings.milliseconds(ServiceBusSetting.DRAIN_MAX_MS), clock);
        Watchdog watchdog = new Watchdog(new Watchdog.Patience(
                settings.milliseconds(ServiceBusSetting.WATCHDOG_EVERY_MS),
                settings.milliseconds(ServiceBusSetting.WATCHDOG_ANSWER_MAX_MS),
                settings.milliseconds(ServiceBusSetting.WATCHDOG_STALLED_MS)),
                settling, clock, ThreadLocalRandom::current);
        bind("settleBeforeStop", settling);
        bind("watchdog", watchdog);
        bind("brokerTrouble", new BrokerErrors(watchdog::came));
    }

    /**
     * Binds a bean for the routes.
     *
     * @throws IllegalArgumentException if the host has one of that name, which its own routes may mean
     */
    void bind(String name, Object bean) {
        requireFree(name);
        registry.bind(name, bean);
    }

    private void requireFree(String name) {
        if (registry.lookupByName(name) != null) {
            throw new IllegalArgumentException(
                    "the context has a bean named '%s', which is the name of one of Serai's; give yours another name"
                            .formatted(name));
        }
        bound.add(name);
    }

    /** The names of the beans that were bound. */
    Set<String> bound() {
        return bound;
    }
}
