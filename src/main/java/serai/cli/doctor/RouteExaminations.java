package serai.cli.doctor;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.NamedNode;
import org.apache.camel.component.azure.servicebus.ServiceBusEndpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.EndpointServiceLocation;
import serai.check.Configuration;
import serai.check.RouteFile;
import serai.check.Steps;
import serai.destinations.database.SqlStatements;
import serai.destinations.database.WarehouseDataSource;
import serai.destinations.files.ArchiveEndpoint;
import serai.destinations.http.HttpClient;
import serai.destinations.lrs.LrsClient;
import serai.destinations.mail.MailServerEndpoint;
import serai.destinations.sftp.SftpServerEndpoint;
import serai.doctor.Examination;
import serai.doctor.database.DatabaseExamination;
import serai.doctor.machine.ArchiveExamination;
import serai.doctor.network.BrokerExamination;
import serai.doctor.network.HttpExamination;
import serai.doctor.network.MailExamination;
import serai.doctor.network.RemoteExamination;
import serai.doctor.network.SftpExamination;
import serai.doctor.network.TokenExamination;
import serai.journal.camel.JournalEndpoint;
import serai.settings.PlaceholderNames;
import serai.settings.known.LrsSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.settings.known.XapiSetting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/** The examinations of what the routes read from and send to. */
final class RouteExaminations {

    private static final String FOLLOWS_CHECK = "see " + SERAI + " check";

    private final ExaminedConfiguration examined;
    private final Configuration configuration;
    private final CamelContext context;
    private final Duration within;
    private final List<Examination> all = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();

    private RouteExaminations(ExaminedConfiguration examined, Duration within) {
        this.examined = examined;
        this.configuration = examined.configuration();
        this.context = configuration.context();
        this.within = within;
    }

    /** @param within how long an answer of the broker may take */
    static List<Examination> of(ExaminedConfiguration examined, Duration within) {
        RouteExaminations examinations = new RouteExaminations(examined, within);
        examined.configuration().routes().forEach(examinations::add);
        return examinations.all;
    }

    private void add(RouteDefinition route) {
        if ("false".equals(context.resolvePropertyPlaceholders(String.valueOf(route.getAutoStartup())))) {
            return;
        }
        String subject = subject(route);
        add(subject, route, route.getInput(), route.getInput().getEndpointUri());
        Steps.of(route).forEach(step -> {
            if (step instanceof SendDefinition<?> send && send.getUri() != null) {
                add(subject, route, step, send.getUri());
            } else if (step instanceof ToDynamicDefinition dynamic && !String.valueOf(dynamic.getUri()).contains("${")) {
                add(subject, route, step, dynamic.getUri());
            }
        });
    }

    /** The name of the destination; of any other route, its id. */
    private String subject(RouteDefinition route) {
        try {
            return context.getEndpoint(route.getInput().getEndpointUri()) instanceof JournalEndpoint journal
                    ? String.join(",", journal.destinations()) : route.getId();
        } catch (RuntimeException e) {
            return route.getId();
        }
    }

    private void add(String subject, RouteDefinition route, NamedNode step, String uri) {
        Endpoint endpoint;
        try {
            endpoint = context.getEndpoint(uri);
        } catch (RuntimeException e) {
            all.add(new KnownObservation(subject, "build", false,
                    "%s: the endpoint can't be made".formatted(configuration.place(step)),
                    FOLLOWS_CHECK));
            return;
        }
        if (endpoint instanceof ServiceBusEndpoint broker) {
            addOnce(broker, examined.hasBroker() ? new BrokerExamination(subject, broker, examined.clock(), within)
                    : sandbox(subject, ServiceBusSetting.NAMESPACE));
        } else if (endpoint instanceof HttpEndpoint http) {
            addHttp(subject, step, http);
        } else if (endpoint instanceof JdbcEndpoint jdbc) {
            if (jdbc.getDataSource() instanceof WarehouseDataSource database) {
                addOnce(database, new DatabaseExamination(subject, database, statements(route), examined.clock(),
                        examined.settings().path(RuntimeSetting.DATA), "the address of the database, such as serai.warehouse.url"));
            }
        } else if (endpoint instanceof ArchiveEndpoint archive && archive.getFolder() != null) {
            Path folder = Path.of(archive.getFolder());
            addOnce(folder, new ArchiveExamination(subject, folder, archive.trust(), set(step, "folder")));
        } else if (endpoint instanceof MailServerEndpoint mail) {
            addOnce(mail, new MailExamination(subject, mail, examined.clock(), set(step, "uri")));
        } else if (endpoint instanceof SftpServerEndpoint sftp) {
            addOnce(sftp, new SftpExamination(subject, sftp, set(step, "uri")));
        } else if (endpoint instanceof EndpointServiceLocation remote && endpoint.isRemote() && remote.getServiceUrl() != null
                && !(endpoint instanceof PlatformHttpEndpoint)) {
            addOnce(endpoint, new RemoteExamination(subject, remote.getServiceUrl(), set(step, "uri")));
        }
    }

    private void addHttp(String subject, NamedNode step, HttpEndpoint http) {
        boolean isLrs = http.getHttpClientConfigurer() instanceof LrsClient;
        if (isLrs && !examined.hasLrs()) {
            addOnce(http, sandbox(subject, LrsSetting.URL));
            return;
        }
        String set = set(step, "httpUri");
        addOnce(http, new HttpExamination(subject, http, examined.clock(), examined.settings().text(XapiSetting.VERSION), set));
        if (http.getHttpClientConfigurer() instanceof HttpClient client) {
            client.tokenEndpoint().ifPresent(
                    token -> addOnce(client, new TokenExamination(subject, client, token, examined.clock())));
        }
    }

    private void addOnce(Object what, Examination examination) {
        if (seen.add(what)) {
            all.add(examination);
        }
    }

    private Examination sandbox(String subject, Setting setting) {
        boolean production = context.resolvePropertyPlaceholders("{{camel.main.profile:}}").startsWith("prod");
        return new KnownObservation(subject, "sandbox", !production, "%s is not set: a run starts the sandbox in its place"
                .formatted(setting.key()), "set it, since camel.main.profile=prod refuses the sandbox");
    }

    /** The settings that a step's value takes from placeholders; if it has none, where the value stands. */
    private String set(NamedNode step, String key) {
        return configuration.find(step, item -> item.key().equals(key))
                .flatMap(found -> found.item().text().map(text -> PlaceholderNames.in(text).distinct()
                        .reduce((one, other) -> one + " or " + other)
                        .orElse("the address in %s".formatted(found.placeOfValue()))))
                .orElseGet(() -> "the address in %s".formatted(configuration.place(step)));
    }

    /** The statements of the beans that the route's file names. */
    private Map<String, String> statements(RouteDefinition route) {
        String text = configuration.file(route).map(RouteFile::lines).map(lines -> String.join("\n", lines)).orElse("");
        Map<String, String> all = new TreeMap<>();
        Stream.of(context.getRegistry().findByTypeWithName(SqlStatements.class)).flatMap(beans -> beans.entrySet().stream())
                .filter(bean -> text.contains(bean.getKey())).forEach(bean -> all.putAll(bean.getValue().all()));
        return all;
    }
}
