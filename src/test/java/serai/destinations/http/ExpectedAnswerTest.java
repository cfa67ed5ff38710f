package serai.destinations.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ExpectedAnswerTest {

    private static ClassicHttpResponse answered(String body) throws Exception {
        ExecChain endpoint = (request, scope) -> {
            ClassicHttpResponse answer = new BasicClassicHttpResponse(200);
            answer.setEntity(new StringEntity(body, ContentType.TEXT_HTML));
            return answer;
        };
        return new ExpectedAnswer(Set.of(200), "").execute(null, null, endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>", " \n<!DOCTYPE HTML>\n<p>", "<?xml version=\"1.0\"?>\n<!-- a --> <!-- b\n -->\n<html xmlns=\"…\">",
                    "\uFEFF<body onload=\"\">"})
    void aPageIsNoSuccess(String body) {
        assertThatThrownBy(() -> answered(body)).isInstanceOf(UnexpectedAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "<receipt/>", "<!-- a --><receipt/>", "a <html>", "<htmlish>"})
    void whateverElseIsOne(String body) throws Exception {
        assertThat(answered(body).getCode()).isEqualTo(200);
    }

    @Test
    void aBodyOfCommentsIsReadOnce() {
        String body = "<!-- a -->".repeat(10_000) + "<receipt/>";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(answered(body).getCode()).isEqualTo(200));
    }
}
