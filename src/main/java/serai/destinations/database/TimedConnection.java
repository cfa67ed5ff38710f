package serai.destinations.database;

import serai.destinations.deadlines.Deadline;
import serai.threads.DaemonThreads;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;

/**
 * A connection with a deadline, at which it is cut. A driver's own time-outs apply to single reads, and not every driver has
 * one for a statement. Closing the connection ends the attempt.
 */
final class TimedConnection implements InvocationHandler {

    private final Object target;
    private final Deadline deadline;

    private TimedConnection(Object target, Deadline deadline) {
        this.target = target;
        this.deadline = deadline;
    }

    static Connection of(Connection connection, Deadline deadline) {
        deadline.abortBy(() -> cut(connection));
        return proxy(Connection.class, connection, deadline);
    }

    private static <T> T proxy(Class<T> type, T target, Deadline deadline) {
        return type
                .cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, new TimedConnection(target, deadline)));
    }

    /**
     * Cuts the connection on a separate thread, because a driver may first ask the server to end the statement, and the server
     * may not answer.
     */
    private static void cut(Connection connection) {
        DaemonThreads.named("warehouse-abort", () -> {
            MariaDbSockets.close(connection);
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // The driver's own time-out ends the statement.
            }
        }).start();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            Object result = method.invoke(target, arguments);
            return switch (method.getName()) {
                case "prepareStatement" -> proxy(PreparedStatement.class, (PreparedStatement) result, deadline);
                case "createStatement" -> proxy(Statement.class, (Statement) result, deadline);
                default -> result;
            };
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException told && deadline.isOver() ? failure(told, deadline) : e.getCause();
        } finally {
            if (target instanceof Connection && method.getName().equals("close")) {
                deadline.close();
            }
        }
    }

    /** The exception to report instead of a failure that results from the cut. */
    static SQLException failure(Exception told, Deadline deadline) {
        SQLException failure = new SQLTransientConnectionException(deadline.failure(told).getMessage(), "08006");
        failure.addSuppressed(told);
        return failure;
    }
}
