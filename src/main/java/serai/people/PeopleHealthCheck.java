package serai.people;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import java.util.Map;

/**
 * Whether the directory of people in use is what its source has. DOWN while it is not; it says nothing against this process, which
 * takes events in all the same, so it does not count for readiness. Names nobody.
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
