package serai.testkit.journal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;

import javax.sql.DataSource;

/** Connections between whose queries a test acts, as another process may at any time. */
public final class BetweenQueries {

    /** What the test does. */
    @FunctionalInterface
    public interface Act {
        /** @param sql the query that was just answered, and of whose answer no row was looked at yet */
        void after(String sql) throws Exception;
    }

    private BetweenQueries() {
    }

    public static DataSource of(DataSource dataSource, Act act) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = method.invoke(dataSource, arguments);
            return result instanceof Connection connection ? connection(connection, act) : result;
        });
    }

    private static Connection connection(Connection connection, Act act) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("unwrap")) {
                return proxy; // or its statements would be prepared by the one behind it
            }
            Object result = method.invoke(connection, arguments);
            return result instanceof PreparedStatement statement ? statement(statement, (String) arguments[0], act) : result;
        });
    }

    private static PreparedStatement statement(PreparedStatement statement, String sql, Act act) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            Object result = method.invoke(statement, arguments);
            if (method.getName().equals("executeQuery")) {
                act.after(sql);
            }
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) -> {
            try {
                return handler.invoke(proxy, method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
