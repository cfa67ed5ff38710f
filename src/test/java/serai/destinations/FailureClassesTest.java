package serai.destinations;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.ValidationException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.ProtocolException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import serai.destinations.lrs.LrsClient;
import serai.journal.attempt.AttemptFailedException;
import serai.journal.attempt.FailureClass;
import serai.testkit.OneDestination;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import static org.assertj.core.api.Assertions.assertThat;

/** Each expression of {@code errors-delivery.camel.yaml} means what it says: what every failure is named by it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureClassesTest {

    private static final String PROBE = """
            - route:
                id: probe
                description: Fails as it is told
                routeConfigurationId: delivery
                from:
                  uri: direct:probe
                  steps:
                    - choice:
                        when:
                          - expression:
                              simple:
                                expression: "${header.fails} == true"
                            steps:
                              - process:
                                  ref: fails
            """;

    @TempDir
    private static Path folder;
    private OneDestination serai;

    @BeforeAll
    void start() throws Exception {
        serai = new OneDestination("probe", folder).withRoute("probe.camel.yaml", PROBE);
        Processor fails = exchange -> {
            throw exchange.getMessage().getBody(Exception.class);
        };
        serai.start("fails", fails);
    }

    @AfterAll
    void stop() {
        serai.close();
    }

    /** All that IANA has registered (on 2026-11-28), and some that servers use without. */
    @ParameterizedTest
    @CsvSource({
            "100,misconfigured", "101,misconfigured", "102,misconfigured", "103,misconfigured", "104,misconfigured",
            "300,misconfigured", "301,misconfigured", "302,misconfigured", "303,misconfigured", "304,misconfigured",
            "305,misconfigured", "306,misconfigured", "307,misconfigured", "308,misconfigured", "399,misconfigured",
            "400,refused", "401,forbidden", "402,misconfigured", "403,forbidden", "404,misconfigured", "405,misconfigured",
            "406,misconfigured", "407,misconfigured", "408,unavailable", "409,refused", "410,misconfigured",
            "411,misconfigured", "412,refused", "413,refused", "414,misconfigured", "415,misconfigured", "416,misconfigured",
            "417,misconfigured", "418,refused", "421,misconfigured", "422,refused", "423,unavailable", "424,unavailable",
            "425,unavailable", "426,misconfigured", "428,misconfigured", "429,unavailable", "431,misconfigured",
            "451,forbidden", "499,refused",
            "500,unavailable", "501,misconfigured", "502,unavailable", "503,unavailable", "504,unavailable",
            "505,misconfigured", "506,misconfigured", "507,unavailable", "508,unavailable", "509,unavailable",
            "510,misconfigured", "511,misconfigured", "520,unavailable", "529,unavailable", "598,unavailable",
            "599,unavailable", "999,unavailable"})
    void namesWhatAnHttpStatusMeans(int status, String failure) {
        assertThat(named(answer(status))).isEqualTo(failure);
        assertThat(named(new RuntimeCamelException(answer(status)))).as("as a cause").isEqualTo(failure);
    }

    /** As one whose text is compared would take them: each status has a class, and no number is taken for another. */
    @Test
    void namesEveryStatusThatIsNoSuccess() {
        assertThat(IntStream.rangeClosed(100, 599).filter(status -> status / 100 != 2)
                .filter(status -> named(answer(status)).equals("unclassified"))).isEmpty();
        assertThat(IntStream.of(4, 40, 42, 50, 204))
                .allSatisfy(status -> assertThat(named(answer(status))).isEqualTo("unclassified"));
    }

    /** Of a learning record store only: the client says that the 409 is one. */
    @Test
    void namesAStatementThatTheStoreKnows() {
        assertThat(named(known(409))).isEqualTo("conflict");
        assertThat(named(known(400))).as("a header that a server has sent by itself").isEqualTo("refused");
    }

    private static HttpOperationFailedException known(int status) {
        return new HttpOperationFailedException("http://lrs.example.org", status, "", null, Map.of(LrsClient.KNOWN_ID, "true"),
                "body");
    }

    private static HttpOperationFailedException answer(int status) {
        return new HttpOperationFailedException("http://lrs.example.org", status, "", null, Map.of(), "body");
    }

    @ParameterizedTest
    @CsvSource({
            "54000,refused", "45000,refused", "P0001,refused", "54011,misconfigured", "22001,refused", "23505,refused",
            "23514,refused", "23502,refused",
            "42P01,misconfigured", "42703,misconfigured", "3D000,misconfigured",
            "28P01,forbidden", "42501,forbidden",
            "08006,unavailable", "40001,unavailable", "57P01,unavailable", "53300,unavailable"})
    void namesWhatADatabaseMeans(String state, String failure) {
        assertThat(named(new SQLException("told so", state))).isEqualTo(failure);
        assertThat(named(new SQLTransientConnectionException("the pool has none", state,
                new SQLException("told so", state)))).as("through the pool").isEqualTo(failure);
    }

    /** By the status of the server's answer, as the protocol numbers them. */
    @ParameterizedTest
    @CsvSource({"2,misconfigured", "3,forbidden", "4,unavailable", "5,unavailable", "6,unavailable", "7,unavailable",
            "8,misconfigured", "10,misconfigured", "12,forbidden", "14,unavailable", "15,unavailable", "21,unavailable"})
    void namesWhatAnAnswerOfSftpMeans(int status, String failure) {
        assertThat(named(new GenericFileOperationFailedException("Cannot store file: a.csv", new SftpException(status, "no"))))
                .isEqualTo(failure);
    }

    /** By what the mail server answered to, of Camel's own endpoints too. */
    @ParameterizedTest
    @CsvSource({"421,unavailable,unavailable,unavailable", "451,unavailable,unavailable,unavailable",
            "550,misconfigured,refused,forbidden", "552,refused,refused,forbidden", "554,misconfigured,refused,forbidden",
            "535,misconfigured,refused,forbidden"})
    void namesWhatAMailServerMeans(int status, String toAddress, String toMessage, String toSignIn) throws Exception {
        SMTPAddressFailedException address =
                new SMTPAddressFailedException(new InternetAddress("hr@example.org"), "RCPT TO", status, status + " no");
        assertThat(named(new SendFailedException("Invalid Addresses", address))).isEqualTo(toAddress);
        assertThat(named(new SMTPSenderFailedException(new InternetAddress("hr@example.org"), "MAIL FROM", status, status + " no")))
                .isEqualTo(toAddress);
        assertThat(named(new SMTPSendFailedException(".", status, status + " no", null, null, null, null))).isEqualTo(toMessage);
        assertThat(named(new AuthenticationFailedException(status + " no"))).isEqualTo(toSignIn);
        assertThat(named(new MessagingException("Could not connect to SMTP host: mail, port: 25, response: -1")))
                .isEqualTo("unavailable");
        assertThat(named(new SMTPSendFailedException("DATA", -1, "[EOF]", null, null, null, null))).isEqualTo("unavailable");
        assertThat(named(new AuthenticationFailedException("[EOF]"))).isEqualTo("unavailable");
        assertThat(named(new MessagingException("Could not connect", new ConnectException("refused")))).isEqualTo("unavailable");
        assertThat(named(new MessagingException("Could not convert socket to TLS", new SSLHandshakeException("no"))))
                .isEqualTo("misconfigured");
    }

    @ParameterizedTest
    @CsvSource({"Auth fail for methods 'publickey',forbidden", "Auth cancel for methods 'password',forbidden",
            "invalid privatekey: [B@1,misconfigured", "session is down,unavailable",
            "timeout: socket is not established,unavailable",
            "connection is closed by foreign host,unavailable"})
    void namesWhatASessionOfSshMeans(String message, String failure) {
        assertThat(named(new GenericFileOperationFailedException("Cannot connect to a server", new JSchException(message))))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void namesWhatAFailureItselfTells(FailureClass meaning) {
        Exception failure = new AttemptFailedException(meaning, "the server answered");

        assertThat(named(failure)).isEqualTo(meaning.word());
        assertThat(named(new RuntimeCamelException(failure))).as("as a cause").isEqualTo(meaning.word());
    }

    @ParameterizedTest
    @MethodSource("others")
    void namesWhatAnythingElseMeans(Exception cause, String failure) {
        assertThat(named(cause)).isEqualTo(failure);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(new IOException("broken pipe"), "unavailable"),
                Arguments.of(new ConnectException("refused"), "unavailable"),
                Arguments.of(new SocketTimeoutException("read timed out"), "unavailable"),
                Arguments.of(new UnknownHostException("lrs.example.org"), "unavailable"),
                Arguments.of(new FileNotFoundException("too many open files"), "unavailable"),
                Arguments.of(new RuntimeCamelException(new IOException("reset")), "unavailable"),
                Arguments.of(new SSLHandshakeException("Received fatal alert: bad_certificate"), "misconfigured"),
                Arguments.of(new SSLException("broken", new SocketException("reset")), "unavailable"),
                Arguments.of(new SSLException("terminated", new EOFException()), "unavailable"),
                Arguments.of(new ExpressionEvaluationException(null, null, new RuntimeException("missing")), "refused"),
                Arguments.of(new ValidationException(null, "the record does not fit"), "refused"),
                Arguments.of(new TypeConversionException("text", Integer.class, new NumberFormatException()), "refused"),
                Arguments.of(new JsonMappingException(null, "no serializer"), "refused"),
                Arguments.of(new RuntimeCamelException(new ProtocolException("no HTTP")), "misconfigured"),
                Arguments.of(new IllegalStateException("nobody has named it"), "unclassified"),
                Arguments.of(new CamelExecutionException("an error", null, new NoClassDefFoundError("x")), "unclassified"));
    }

    private String named(Exception cause) {
        Exchange answered = serai.context().createFluentProducerTemplate().to("direct:probe")
                .withHeader("fails", true).withBody(cause).send();
        assertThat((Throwable) answered.getException()).as("still failed").isNotNull();
        return answered.getProperty("failure", String.class);
    }
}
