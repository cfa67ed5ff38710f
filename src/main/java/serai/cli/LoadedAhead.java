package serai.cli;

import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

import java.util.List;

/**
 * What takes long to load and needs no setting, on a thread of its own while the settings are read: SQLite's library, and a
 * class of each jar that is signed and so verified at each start. Where it fails, whoever needs it will say so.
 */
final class LoadedAhead {

    /** In the signed jars. */
    static final List<String> CLASSES = List.of("com.azure.core.util.BinaryData",
            "com.azure.core.amqp.implementation.ReactorConnection", "com.azure.json.JsonProviders", "com.azure.xml.XmlReader",
            "com.azure.core.http.netty.NettyAsyncHttpClientProvider", "com.azure.identity.DefaultAzureCredentialBuilder",
            "com.microsoft.azure.proton.transport.ws.WebSocketHandler");

    private LoadedAhead() {
    }

    static void begin() {
        Thread thread = new Thread(LoadedAhead::load, "serai-load-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            SQLiteJDBCLoader.initialize();
            for (String name : CLASSES) {
                Class.forName(name);
            }
        } catch (Exception | LinkageError e) {
            LoggerFactory.getLogger(LoadedAhead.class).debug("Not everything is loaded ahead", e);
        }
    }
}
