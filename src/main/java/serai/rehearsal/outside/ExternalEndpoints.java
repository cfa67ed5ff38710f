package serai.rehearsal.outside;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import serai.destinations.database.WarehouseDataSource;
import serai.destinations.files.ArchiveEndpoint;
import serai.journal.camel.JournalEndpoint;
import serai.journal.camel.sending.LocalEndpoints;
import serai.steps.MaskedText;
import serai.steps.StatementParameter;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Replaces each endpoint that would leave the process, or would begin to do something by itself. An endpoint of an unknown kind is
 * replaced too.
 */
public final class ExternalEndpoints implements EndpointStrategy {

    /** Schemes of further endpoints that may run: the user's own code, which is run anyway, and stand-ins for tests. */
    private static final Set<String> HARMLESS = Set.of("bean", "class", "mock");
    /** The SQLState of a connection that is broken. */
    private static final String BROKEN = "08006";

    private final Requests requests;

    public ExternalEndpoints(Requests requests) {
        this.requests = requests;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof JournalEndpoint || endpoint instanceof RecordedEndpoint
                || LocalEndpoints.isOne(endpoint) || HARMLESS.contains(RecordedEndpoint.scheme(endpoint))) {
            return endpoint;
        }
        if (endpoint instanceof HttpEndpoint http) {
            HttpRequests.standIn(http, requests);
            return http;
        }
        BiFunction<Endpoint, Exchange, Request> recorder = recorder(endpoint);
        return new RecordedEndpoint(endpoint, exchange -> answer(endpoint, requests.record(recorder.apply(endpoint, exchange))));
    }

    private static void answer(Endpoint endpoint, Answer answer) throws SQLException, ConnectException {
        if (answer.sqlState() != null) {
            throw new SQLException("the database fails, as the test says", answer.sqlState());
        }
        if (answer.broken() || answer.status() != 0) {
            if (endpoint instanceof JdbcEndpoint) {
                throw new SQLException("the connection is broken, as the test says", BROKEN);
            }
            throw new ConnectException("the connection is refused, as the test says");
        }
    }

    private static BiFunction<Endpoint, Exchange, Request> recorder(Endpoint endpoint) {
        return endpoint instanceof JdbcEndpoint ? ExternalEndpoints::ofDatabase
                : endpoint instanceof ArchiveEndpoint ? ExternalEndpoints::ofArchive
                        : endpoint instanceof GenericFileEndpoint ? ExternalEndpoints::ofFile
                                : endpoint instanceof MailEndpoint ? ExternalEndpoints::ofMail : ExternalEndpoints::ofOther;
    }

    private static String body(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        return body == null ? "" : body;
    }

    private static Request ofDatabase(Endpoint endpoint, Exchange exchange) {
        String address = ((JdbcEndpoint) endpoint).getDataSource() instanceof WarehouseDataSource warehouse ? warehouse.url()
                : endpoint.getEndpointUri();
        String statement = body(exchange);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (StatementParameter named : StatementParameter.of(statement)) {
            parameters.put(named.name(), String.valueOf(exchange.getMessage().getHeader(named.name(), String.class)));
        }
        return new Request(Request.JDBC, "", MaskedText.address(address), Map.of(), statement, parameters, null);
    }

    private static Request ofArchive(Endpoint endpoint, Exchange exchange) {
        Message message = exchange.getMessage();
        String file = ((ArchiveEndpoint) endpoint).firstFile(String.valueOf(message.getHeader("receivedDay", String.class)),
                String.valueOf(message.getHeader("type", String.class))).toString();
        return new Request(Request.ARCHIVE, "", file, Map.of(), body(exchange), Map.of(), null);
    }

    private static Request ofFile(Endpoint endpoint, Exchange exchange) {
        GenericFileEndpoint<?> files = (GenericFileEndpoint<?>) endpoint;
        String named = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        String name = named == null && files.getFileName() != null ? files.getFileName().evaluate(exchange, String.class) : named;
        String folder = MaskedText.address(endpoint.getEndpointUri()).replaceFirst("\\?.*", "");
        return new Request(RecordedEndpoint.scheme(endpoint), "", folder + (name == null ? "" : "/" + name), headers(exchange),
                body(exchange),
                Map.of(), null);
    }

    private static Request ofMail(Endpoint endpoint, Exchange exchange) {
        return MailRequests.of(((MailEndpoint) endpoint).getConfiguration(), exchange, headers(exchange), body(exchange));
    }

    private static Request ofOther(Endpoint endpoint, Exchange exchange) {
        return new Request(RecordedEndpoint.scheme(endpoint), "", MaskedText.address(endpoint.getEndpointUri()), headers(exchange),
                body(exchange), Map.of(), null);
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, MaskedText.header(name,
                String.valueOf(value))));
        return headers;
    }
}
