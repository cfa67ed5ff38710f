package serai.destinations.database;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.jspecify.annotations.Nullable;

/** Adds up how many rows the statements of a Splitter have changed; the body is that number. */
public final class DeletedRows implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange before, Exchange next) {
        long sum = before == null ? 0 : before.getMessage().getBody(Long.class);
        next.getMessage().setBody(sum + next.getMessage().getHeader(JdbcConstants.JDBC_UPDATE_COUNT, 0, Integer.class));
        return next;
    }
}
