package serai.testkit.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JDK's keytool, in this process: a process of its own takes a second for each certificate. {@code pom.xml} opens its package
 * to tests.
 */
final class Keytool {

    private Keytool() {
    }

    /** Makes a pair of keys and its certificate, in a PKCS #12 file. */
    static void generate(String... options) {
        try {
            Method main = Class.forName("sun.security.tools.keytool.Main").getMethod("main", String[].class);
            main.invoke(null, (Object) Stream.concat(Stream.of("-genkeypair", "-storetype", "PKCS12"), Stream.of(options))
                    .toArray(String[]::new));
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(
                    "give Java --add-exports=java.base/sun.security.tools.keytool=ALL-UNNAMED, as pom.xml does",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("keytool " + List.of(options), e.getCause());
        }
    }
}
