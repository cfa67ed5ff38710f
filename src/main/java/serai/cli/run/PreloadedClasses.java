package serai.cli.run;

import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import serai.threads.DaemonThreads;

import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * Loads, on two threads from the first moment of a start, what takes long to load and needs no setting: one class of each
 * signed jar, because Java verifies such a jar at each start; SQLite's library; the certificates that Java trusts; and classes
 * that the first event needs. It ignores failures, because the code that needs a class will report them.
 */
final class PreloadedClasses {

    /** One class of each signed jar. */
    static final List<String> SIGNED = List.of("com.azure.core.util.BinaryData",
            "com.azure.core.amqp.implementation.ReactorConnection", "com.azure.json.JsonProviders", "com.azure.xml.XmlReader",
            "com.azure.core.http.netty.NettyAsyncHttpClientProvider", "com.azure.identity.DefaultAzureCredentialBuilder",
            "com.microsoft.azure.proton.transport.ws.WebSocketHandler");

    /** Classes that the first event is the first to need. */
    static final List<String> FIRST_EVENT = List.of("serai.sources.praesidium.PraesidiumSchema", "serai.model.CanonicalJson");

    private PreloadedClasses() {
    }

    static void begin() {
        begin("serai-load-signed", () -> load(SIGNED));
        begin("serai-load-ahead", () -> {
            SQLiteJDBCLoader.initialize();
            SSLContext.getDefault();
            load(FIRST_EVENT);
        });
    }

    private static void begin(String name, Loading loading) {
        DaemonThreads.named(name, () -> {
            try {
                loading.run();
            } catch (Exception | LinkageError e) {
                LoggerFactory.getLogger(PreloadedClasses.class).debug("Not everything is loaded ahead", e);
            }
        }).start();
    }

    private static void load(List<String> classes) throws ClassNotFoundException {
        for (String name : classes) {
            Class.forName(name);
        }
    }

    private interface Loading {
        void run() throws Exception;
    }
}
