package serai.destinations.database;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Stands between a pool and a driver, so that each attempt asks the driver to connect only once. The pool itself would ask
 * again until its time-out. That would be a second retry layer, and could send enough wrong passwords to have an account
 * locked.
 */
final class SingleAttemptDataSource implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SingleAttemptDataSource.class);

    private final DataSource driver;
    private @Nullable Connection made; // for the pool, which has not taken it yet
    private @Nullable SQLException failure; // of this attempt

    SingleAttemptDataSource(DataSource driver) {
        this.driver = driver;
    }

    /** The data source from which the pool takes its connections. */
    DataSource asDataSource() {
        return (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(), new Class<?>[]{DataSource.class}, this);
    }

    /** Begins an attempt: the driver may be asked again. */
    synchronized void again() {
        failure = null;
    }

    /** Connects now; the pool takes this connection later. So a failure is reported at once, and in the driver's own words. */
    synchronized void ahead() throws SQLException {
        if (made == null) {
            made = connect();
        }
    }

    /** Closes the connection if the pool has not taken it. */
    synchronized void release() {
        try {
            if (made != null) {
                made.close();
            }
        } catch (SQLException e) {
            LOG.debug("A connection that nobody has used could not be closed", e);
        }
        made = null;
    }

    private Connection connect() throws SQLException {
        if (failure != null) {
            throw failure;
        }
        try {
            return MariaDbSockets.connect(driver::getConnection);
        } catch (SQLException e) {
            failure = DatabaseAddress.told(e);
            throw failure;
        }
    }

    private synchronized Connection take() throws SQLException {
        Connection taken = made == null ? connect() : made;
        made = null;
        return taken;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("getConnection")) {
            return take();
        }
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
