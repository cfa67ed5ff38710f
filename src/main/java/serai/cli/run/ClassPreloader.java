package serai.cli.run;

import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import serai.threads.DaemonThreads;

import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * What takes long to load and needs no setting, on two threads of its own from the first moment of a start: a class of each
 * jar that is signed and so verified at each start; SQLite's library, whom Java trusts, and what the first event would wait
 * for. Where it fails, whoever needs it will say so.
 */
final class ClassPreloader {

    /** In the signed jars. */
    static final List<String> SIGNED = List.of("com.azure.core.util.BinaryData",
            "com.azure.core.amqp.implementation.ReactorConnection", "com.azure.json.JsonProviders", "com.azure.xml.XmlReader",
            "com.azure.core.http.netty.NettyAsyncHttpClientProvider", "com.azure.identity.DefaultAzureCredentialBuilder",
            "com.microsoft.azure.proton.transport.ws.WebSocketHandler");

    /** What the first event needs, and nobody before it. */
    static final List<String> FIRST_EVENT = List.of("serai.sources.praesidium.PraesidiumSchema", "serai.model.CanonicalJson");

    private ClassPreloader() {
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
                LoggerFactory.getLogger(ClassPreloader.class).debug("Not everything is loaded ahead", e);
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
