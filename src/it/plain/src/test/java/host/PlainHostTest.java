package host;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.netty.util.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import serai.sandbox.SandboxHttp;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PlainHostTest {

    private static final String PASSWORD = "a password of the inn";

    @TempDir
    private Path folder;

    @Test
    void takesBothEventsInAndDeliversThem() throws Exception {
        try (SandboxHttp lrs = new SandboxHttp("127.0.0.1", 0).start()) {
            int port = freePort();
            try (PlainHost host = new PlainHost(settings("one", lrs), port)) {
                new Page("plain.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD));
                Page.untilDelivered(host.serai.journal()::balances);
                host.serai.close();
                assertEquals(1, host.context.getRoutes().size(), "the host's own route goes on");
            }
        }
    }

    @Test
    void isThereTwiceInOneProcessWithDataOfItsOwn() throws Exception {
        try (SandboxHttp lrs = new SandboxHttp("127.0.0.1", 0).start()) {
            int port = freePort();
            try (PlainHost host = new PlainHost(settings("one", lrs), port);
                    PlainHost other = new PlainHost(settings("other", lrs), freePort())) {
                new Page("plain.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD));
                Page.untilDelivered(host.serai.journal()::balances);
                assertEquals(Map.of(), other.serai.journal().balances());
            }
        }
    }

    @Test
    void hasTheVersionsThatWereTestedTogetherAndALogOfItsOwn() {
        assertEquals(System.getProperty("host.netty"), Version.identify().get("netty-common").artifactVersion());
        assertEquals(System.getProperty("host.jackson"), PackageVersion.VERSION.toString());
        assertEquals("org.slf4j.jul.JDK14LoggerFactory", LoggerFactory.getILoggerFactory().getClass().getName());
        assertThrows(ClassNotFoundException.class, () -> Class.forName("ch.qos.logback.classic.LoggerContext"));
    }

    private Properties settings(String name, SandboxHttp lrs) throws Exception {
        Path data = Files.createDirectory(folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Properties settings = new Properties();
        settings.setProperty("serai.data", data.toString());
        settings.setProperty("serai.mct.enabled", "false");
        settings.setProperty("serai.praesidium.password", PASSWORD);
        settings.setProperty("serai.lrs.url", "http://127.0.0.1:" + lrs.port() + "/lrs");
        return settings;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
