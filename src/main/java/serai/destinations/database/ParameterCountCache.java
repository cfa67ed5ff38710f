package serai.destinations.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Caches the number of parameters of each statement. {@code camel-jdbc} asks for it before each execution, and the driver asks
 * the server, which parses the whole statement to answer. With the cache, the server is asked once for each statement.
 */
final class ParameterCountCache {

    /**
     * More than there are files of statements. The cache is bounded because a route that writes values into the text of a
     * statement makes a new statement each time.
     */
    private static final int KNOWN_MAX = 100;

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** Wraps the connection, so that its statements use the cache. */
    Connection of(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object made = call(connection, method, arguments);
            return method.getName().equals("prepareStatement") ? knowing((PreparedStatement) made, (String) arguments[0]) : made;
        });
    }

    private PreparedStatement knowing(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> method.getName().equals("getParameterMetaData")
                ? counted(statement, sql) : call(statement, method, arguments));
    }

    private ParameterMetaData counted(PreparedStatement statement, String sql) {
        return proxy(ParameterMetaData.class, (proxy, method, arguments) -> method.getName().equals("getParameterCount")
                ? count(statement, sql) : call(statement.getParameterMetaData(), method, arguments));
    }

    private int count(PreparedStatement statement, String sql) throws SQLException {
        Integer count = counts.get(sql);
        if (count == null) {
            count = statement.getParameterMetaData().getParameterCount();
            if (counts.size() < KNOWN_MAX) {
                counts.put(sql, count);
            }
        }
        return count;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler));
    }

    private static Object call(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
