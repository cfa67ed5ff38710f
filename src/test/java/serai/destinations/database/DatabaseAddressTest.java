package serai.destinations.database;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.Configuration;
import org.postgresql.jdbc.SslMode;
import serai.destinations.FailureInspector;
import serai.journal.attempt.FailureClass;
import serai.journal.store.Failure;
import serai.testkit.http.SelfSigned;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:sqlite:data/warehouse.db", "jdbc:h2:mem:x", "jdbc:postgresql:learning", "jdbc:postgresql:///learning",
                    "jdbc:postgresql://localhost/learning?sslmode=disable", "jdbc:postgresql://LOCALHOST:5432,127.0.0.1/learning",
                    "jdbc:postgresql://[::1]:5432/learning", "jdbc:mariadb://127.0.0.7:3306/learning?sslMode=disable",
                    "jdbc:mysql://serai:secret@localhost/learning", "jdbc:sqlserver://localhost\\sqlexpress:1433;encrypt=false",
                    "jdbc:oracle:thin:@localhost:1521:orcl"})
    void whatStaysOnThisMachineNeedsNothing(String url) {
        assertThat(new DatabaseAddress(url).isHere()).isTrue();
        assertThat(new DatabaseAddress(url).trouble()).isEmpty();
        assertThat(new DatabaseAddress(url).properties()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "preferPrimary", "secondary", "preferSecondary", "%61ny", "any&targetServerType=primary"})
    void aJournalIsNotKeptWhereAStandbyMayAnswer(String servers) {
        assertThat(new DatabaseAddress("jdbc:postgresql://localhost,127.0.0.1/l?targetServerType=" + servers).troubleOfJournal())
                .hasValueSatisfying(trouble -> assertThat(trouble).contains("may lead to a standby"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://localhost/l", "jdbc:postgresql://db,db2/l?sslmode=verify-full",
            "jdbc:postgresql://db,db2/l?targetServerType=primary"})
    void aJournalIsKeptWhereThePrimaryAnswersWhoIsVerified(String url) {
        assertThat(new DatabaseAddress(url).troubleOfJournal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/l?sslmode=require", "jdbc:postgresql://db/l?SslMode=verify-ca",
            "jdbc:postgresql://db/l?a=b&sslmode=%64isable", "jdbc:postgresql://db/l?sslmode=verify-full&sslmode=prefer",
            "jdbc:postgresql://db/l?sslfactory=org.postgresql.ssl.NonValidatingFactory",
            "jdbc:postgresql://db/l?sslhostnameverifier=x.Y",
            "jdbc:postgresql://localhost,db/l?sslmode=allow", "jdbc:postgresql://localhost/l?PGHOST=db&sslmode=require",
            "jdbc:postgresql:l?service=far&sslmode=require", "jdbc:postgresql://localhost.example.org/l?sslmode=disable",
            "jdbc:postgresql://127.0.0.1.nip.io/l?sslmode=disable", "jdbc:postgresql://localhost@db/l?sslmode=disable",
            "jdbc:mariadb://db/l?sslMode=trust", "jdbc:mariadb://db/l?sslMode=verify-ca", "jdbc:mariadb://db/l?useSsl=false",
            "jdbc:mariadb:sequential://localhost,db/l?trustServerCertificate=true",
            "jdbc:mariadb://address=(host=db)(port=3306)/l?sslMode=disable", "jdbc:mysql://db/l?sslMode=PREFERRED",
            "jdbc:mysql://db/l?%73slMode=DISABLED", "jdbc:mysql://(host=db,sslMode=DISABLED)/l",
            "jdbc:mysql://db/l?verifyServerCertificate=false",
            "jdbc:sqlserver://db;encrypt=false", "jdbc:sqlserver://db; TrustServerCertificate = true ",
            "jdbc:sqlserver://;serverName=db;encrypt=no",
            "jdbc:sqlserver://db;encrypt={false}", "jdbc:sqlserver://db;trustManagerClass=x.Y",
            "jdbc:sqlserver://localhost;failoverPartner=db;encrypt=optional", "jdbc:oracle:thin:@db:1521:orcl", "jdbc:other://db"})
    void whatNobodyVerifiesIsTold(String url) {
        assertThat(new DatabaseAddress(url).trouble()).get().asString().startsWith("is on another machine, and ");
    }

    /** Each parameter that weakens, in each spelling: it is told, or the driver, by its own reading of the address, verifies. */
    @Test
    void howeverItIsSpelledItIsToldOrTheDriverVerifies() throws Exception {
        List<String> read = new ArrayList<>();
        for (String spelled : List.of("%s=%s", "a=b&%s=%s", " %s=%s", "%s =%s", "%s= %s", "%s=%s&%1$s=x")) {
            for (Map.Entry<String, String> weak : List.of(Map.entry("sslmode", "disable"), Map.entry("SSLMODE", "disable"),
                    Map.entry("sslMode", "trust"), Map.entry("ssl%6dode", "disable"), Map.entry("useSsl", "false"),
                    Map.entry("USESSL", "0"), Map.entry("ssl", "false"), Map.entry("requireSSL", "false"),
                    Map.entry("encrypt", "false"), Map.entry("trustServerCertificate", "true"),
                    Map.entry("sslmode", "%64isable"))) {
                String said = spelled.formatted(weak.getKey(), weak.getValue());
                for (String url : List.of("jdbc:postgresql://db/l?" + said, "jdbc:mariadb://db/l?" + said,
                        "jdbc:sqlserver://db;" + said.replace('&', ';'))) {
                    if (new DatabaseAddress(url).trouble().isEmpty()) {
                        assertThat(isVerified(url)).as(url).isTrue();
                        read.add(url);
                    }
                }
            }
        }
        assertThat(read).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"jdbc:postgresql://db/l", "jdbc:postgresql://db/l?sslmode=verify-full", "jdbc:mariadb://db/l",
            "jdbc:sqlserver://db",
            "jdbc:sqlserver://db;encrypt=strict", "jdbc:mariadb://db/l?sslMode=VERIFY_FULL"})
    void byItselfADriverIsToldToVerify(String url) throws Exception {
        assertThat(new DatabaseAddress(url).trouble()).isEmpty();
        assertThat(isVerified(url)).isTrue();
    }

    private static boolean isVerified(String url) throws SQLException {
        Properties told = DriverProperties.of(url, Duration.ofSeconds(1), Duration.ofSeconds(1), false);
        if (url.startsWith("jdbc:postgresql:")) {
            Properties parsed = org.postgresql.Driver.parseURL(url, told);
            return parsed == null || SslMode.of(parsed) == SslMode.VERIFY_FULL;
        }
        if (url.startsWith("jdbc:mariadb:")) {
            return Configuration.parse(url, told).sslMode() == org.mariadb.jdbc.export.SslMode.VERIFY_FULL;
        }
        Map<String, String> parsed = new java.util.HashMap<>();
        for (DriverPropertyInfo info : DriverManager.getDriver(url).getPropertyInfo(url, told)) {
            parsed.put(info.name, info.value);
        }
        return List.of("true", "strict").contains(parsed.get("encrypt").toLowerCase(java.util.Locale.ROOT))
                && parsed.get("trustServerCertificate").equals("false");
    }

    /**
     * A server that has no TLS is told nothing: neither the user nor the password. 0.0.0.0 leads here, and is no name of this
     * machine.
     */
    @Test
    void aServerWithoutTlsIsToldNoSecret() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("0.0.0.0"))) {
            CompletableFuture<String> told = CompletableFuture.supplyAsync(() -> answeringNo(server));
            WarehouseDataSource warehouse = new WarehouseDataSource();
            warehouse.setUrl("jdbc:postgresql://0.0.0.0:%s/learning".formatted(server.getLocalPort()));
            warehouse.setUsername("user-u");
            warehouse.setPassword("s3cr3t");
            warehouse.setConnectTimeout(3_000);

            assertThatThrownBy(warehouse::getConnection)
                    .isInstanceOfSatisfying(SQLException.class,
                            failure -> assertThat(DatabaseFailure.meaning(failure)).isEqualTo(FailureClass.MISCONFIGURED))
                    .hasMessageContainingAll("has no TLS", "SSL", "set up TLS there", "serai.warehouse.insecure=true");

            assertThat(told.get(30, SECONDS)).doesNotContain("user-u", "s3cr3t");
            warehouse.stop();
        }
    }

    /** Its driver tells a class of Java's and no more, and that the server can't be reached now. */
    @Test
    void aCertificateThatNobodyKnowsIsOneOfWhatIsSetAndSaysWhatToDo(@TempDir Path folder) throws Exception {
        SelfSigned nobodys = new SelfSigned(folder, "database", "RSA");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("0.0.0.0"))) {
            var unused = CompletableFuture.runAsync(() -> answeringYes(server, nobodys));
            WarehouseDataSource warehouse = new WarehouseDataSource();
            warehouse.setUrl("jdbc:postgresql://0.0.0.0:%s/learning".formatted(server.getLocalPort()));
            warehouse.setUsername("user-u");
            warehouse.setConnectTimeout(3_000);

            assertThatThrownBy(warehouse::getConnection).isInstanceOfSatisfying(SQLException.class, failure -> {
                assertThat(DatabaseFailure.meaning(failure)).isEqualTo(FailureClass.MISCONFIGURED);
                assertThat(Failure.inOneLine(failure)).contains("the database's certificate is not trusted", "sslrootcert=");
            });
            warehouse.stop();
        }
    }

    @Test
    void whatIsSaidInADriversPlaceDecidesWhatItMeans() {
        SQLException told = new SQLException("no TLS there", "0A000");
        told.addSuppressed(new SQLException("the driver's own", "08004"));
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, told);

        assertThat(new FailureInspector().database(exchange)).isEqualTo("misconfigured");
    }

    @Test
    void oneThatIsNotLetIsNotConnectedTo() {
        WarehouseDataSource warehouse = new WarehouseDataSource();
        warehouse.setUrl("jdbc:postgresql://0.0.0.0:1/learning?sslmode=prefer");

        assertThatThrownBy(warehouse::getConnection).hasMessageContaining("certificate is not verified");
    }

    /** "S" to the request for TLS, and a handshake. */
    private static void answeringYes(ServerSocket server, SelfSigned certificate) {
        try (Socket connection = server.accept()) {
            char[] password = SelfSigned.PASSWORD.toCharArray();
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(certificate.pkcs12().toFile(), password), password);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            connection.getInputStream().readNBytes(8);
            connection.getOutputStream().write('S');
            SSLSocket over = (SSLSocket) tls.getSocketFactory().createSocket(connection, null, false);
            over.startHandshake();
        } catch (java.io.IOException | GeneralSecurityException e) {
            // the client takes no such certificate
        }
    }

    /** "N" to the request for TLS, which is eight bytes; then whatever comes. */
    private static String answeringNo(ServerSocket server) {
        try (Socket connection = server.accept(); InputStream in = connection.getInputStream()) {
            in.readNBytes(8);
            connection.getOutputStream().write('N');
            connection.setSoTimeout(2_000);
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
