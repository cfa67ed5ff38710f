package serai.console.access;

import org.junit.jupiter.api.Test;
import serai.testkit.SettableClock;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** How long somebody is signed in, and how long that is good for an act. */
class SessionsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T08:00:00Z"));
    private final Sessions sessions = new Sessions(clock);
    private final String anna = sessions.begin("anna", "page:anna", Role.OPERATOR, "");

    private Visitor anna(boolean isRequest) {
        return sessions.visitor(anna, Role.NOBODY, isRequest);
    }

    @Test
    void endsAfterHalfAnHourWithoutARequestAndAnOpenWindowIsNone() {
        clock.turn(Duration.ofMinutes(29));
        assertThat(anna(false).name()).isEqualTo("anna");
        clock.turn(Duration.ofMinutes(2));

        assertThat(anna(true).isSignedIn()).isFalse();
        assertThat(anna(true).role()).isEqualTo(Role.NOBODY);
    }

    @Test
    void letsOneActForTwoHoursAndSeeForTwelve() {
        for (int halfHours = 0; halfHours < 4; halfHours++) {
            assertThat(anna(true).fresh()).isTrue();
            clock.turn(Duration.ofMinutes(30));
        }
        assertThat(anna(true).fresh()).isFalse();
        for (int halfHours = 4; halfHours < 24; halfHours++) {
            assertThat(anna(true).isSignedIn()).isTrue();
            clock.turn(Duration.ofMinutes(30));
        }
        clock.turn(Duration.ofSeconds(1));
        assertThat(anna(true).isSignedIn()).isFalse();
    }

    @Test
    void hasATokenOfItsOwnThatNoOtherSessionHas() {
        String ben = sessions.begin("ben", "page:ben", Role.VIEWER, "");

        Visitor benny = sessions.visitor(ben, Role.NOBODY, true);

        assertThat(Sessions.isToken(benny, benny.token())).isTrue();
        assertThat(Sessions.isToken(anna(true), benny.token())).isFalse();
        assertThat(Sessions.isToken(anna(true), null)).isFalse();
        assertThat(Sessions.isToken(new Visitor(null, "", Role.VIEWER, null, false), "")).isFalse();
        assertThat(benny.seesPeople()).isFalse();
    }

    @Test
    void makesRoomForTheNewestBeyondItsBound() {
        for (int i = 0; i < Sessions.MAX; i++) {
            sessions.begin("guest-" + i, "page:guest", Role.VIEWER, "");
        }

        assertThat(anna(true).isSignedIn()).isFalse();
    }
}
