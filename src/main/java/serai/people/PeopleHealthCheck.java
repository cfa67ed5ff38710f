package serai.people;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import java.util.Map;

/**
 * DOWN while the directory of people in use is not what its source has. It does not count for readiness, because the process takes
 * events in all the same. Names nobody.
 */
public final class PeopleHealthCheck extends AbstractHealthCheck {

    private final KnownPeople people;

    public PeopleHealthCheck(KnownPeople people) {
        super("serai", "people");
        this.people = people;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("people", people.size());
        if (people.readAt() != null) {
            builder.detail("readAt", String.valueOf(people.readAt()));
            builder.detail("age", people.age().toSeconds() + " s");
        }
        String trouble = people.trouble();
        if (trouble == null) {
            builder.up();
        } else {
            builder.message(trouble).down();
        }
    }
}
