package serai.doctor.network;

import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.net.URIBuilder;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.doctor.ClockSkew;
import serai.doctor.Observations;
import serai.model.ShowableMessage;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Asks an LRS for a statement that nobody has sent. Serai sends the same request after a 409, so it needs no other rights; the
 * answer has no personal data. The request goes through the destination's client, with its credentials.
 */
final class LrsQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(LrsQuestion.class);
    /** An id that no statement has. */
    private static final String NOBODYS = "00000000-0000-4000-8000-000000000000";
    private static final Timeout ANSWER_MAX = Timeout.ofSeconds(8);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HttpEndpoint http;
    private final Clock clock;
    private final String xapiVersion;
    private final String set;

    /** @param set where the address is set */
    LrsQuestion(HttpEndpoint http, Clock clock, String xapiVersion, String set) {
        this.http = http;
        this.clock = clock;
        this.xapiVersion = xapiVersion;
        this.set = set;
    }

    /** What is used of an answer. */
    private record Answer(int status, boolean isXapi, Optional<String> date) {

        static Answer of(ClassicHttpResponse answer) {
            return new Answer(answer.getCode(), answer.containsHeader("X-Experience-API-Version"),
                    Optional.ofNullable(answer.getFirstHeader("Date")).map(Header::getValue));
        }
    }

    void ask(Observations observations) {
        Instant before = clock.instant();
        Answer answer;
        try {
            answer = http.getHttpClient().execute(question(), Answer::of);
        } catch (IOException | URISyntaxException | RuntimeException e) {
            LOG.debug("The LRS can't be asked", e);
            observations.fail(ShowableMessage.of(e).orElse(e instanceof SocketTimeoutException
                    ? "no answer within " + ANSWER_MAX : "it can't be asked (%s)".formatted(e.getClass().getSimpleName())),
                    ShowableMessage.of(e).isPresent() ? "" : "see its log");
            return;
        }
        Instant after = clock.instant();
        observe(answer, observations);
        answer.date().flatMap(LrsQuestion::time)
                .ifPresent(theirs -> ClockSkew.observe("the LRS", theirs, before, after, observations));
    }

    private HttpGet question() throws URISyntaxException {
        HttpGet get = new HttpGet(new URIBuilder(http.getHttpUri()).addParameter("statementId", NOBODYS).build());
        get.setHeader("X-Experience-API-Version", xapiVersion);
        get.setConfig(RequestConfig.custom().setResponseTimeout(ANSWER_MAX).setConnectionRequestTimeout(ANSWER_MAX).build());
        return get;
    }

    private void observe(Answer answer, Observations observations) {
        switch (answer.status()) {
            case OK, NOT_FOUND -> {
                if (answer.isXapi()) {
                    observations.ok("it lets Serai in");
                } else {
                    observations.fail(
                            "%s without X-Experience-API-Version: there is no LRS at this path".formatted(answer.status()),
                            "correct %s: /statements follows it".formatted(set));
                }
            }
            case UNAUTHORIZED -> observations.fail("401: it refuses the credentials",
                    "correct username and password of its client, such as serai.lrs.password, or its token");
            case FORBIDDEN -> observations.fail("403: it knows the credentials, and they may not read statements",
                    "give them the rights statements/write and statements/read/mine there");
            default -> observations.fail("%s instead of an answer".formatted(answer.status()),
                    "see the log of the LRS, or correct %s: /statements follows it".formatted(set));
        }
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
