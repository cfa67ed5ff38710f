package serai.console.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.console.access.Role;
import serai.console.access.Sessions;
import serai.console.access.Visitor;
import serai.console.web.Streams.Feed;
import serai.journal.JournalUnavailableException;
import serai.model.FailureText;
import serai.model.RefusedInputException;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The pages at their paths. A request is examined on the event loop: which host and which site it is of, whose session it carries.
 * A page is made on a thread beside it; if none of the bounded number is free soon, the answer is 503.
 */
public final class Pages {

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private static final String PLAIN = "text/plain; charset=utf-8";

    /** Makes the page that says why there is no other. */
    public interface Sorry {

        /**
         * @param why    a text's key
         * @param values what fills the places of the text
         */
        String page(Visitor visitor, int status, String why, Object... values);
    }

    private final Router router;
    private final Executor workers;
    private final RequestPolicy policy;
    private final Sorry sorry;
    private final UnaryOperator<String> texts;

    /**
     * @param workers throws {@link RejectedExecutionException} if it has no room
     * @param texts   the text of a key, for answers that are no page
     */
    public Pages(Router router, Executor workers, RequestPolicy policy, Sorry sorry, UnaryOperator<String> texts) {
        this.router = router;
        this.workers = workers;
        this.policy = policy;
        this.sorry = sorry;
        this.texts = texts;
        // A path that can't be decoded reaches no page; without a handler the library logs it, and anybody could fill the log.
        router.errorHandler(400, context -> context.response().setStatusCode(400).putHeader("Content-Type", PLAIN)
                .end(texts.apply("sorry.unreadable")));
    }

    /** Shows a page to those who have the role. A path that ends with {@code /*} is followed by a place. */
    public Pages show(String path, Role needed, PageHandler page) {
        router.get(path).handler(context -> {
            if (isAdmitted(context, needed)) {
                readable(context, () -> answer(context, page, asked(context, path, MultiMap.caseInsensitiveMultiMap())));
            }
        });
        return this;
    }

    /** Shows a page that is asked for by a form, so that what was asked stands in no address. It changes nothing. */
    public Pages ask(String path, Role needed, PageHandler page) {
        return post(path, needed, page, false);
    }

    /** Lets those act who have the role. Except for signing in, an act needs the session's token, and a sign-in that is recent. */
    public Pages act(String path, Role needed, PageHandler page) {
        return post(path, needed, page, needed != Role.NOBODY);
    }

    private Pages post(String path, Role needed, PageHandler page, boolean changes) {
        router.post(path).handler(context -> {
            BrowserRequest browser = browser(context);
            if (!isAdmitted(context, needed)) {
                return;
            }
            if (!browser.isOfPage()) {
                sorry(context, 403, "sorry.foreign");
                return;
            }
            context.request().setExpectMultipart(false);
            context.request().body().onSuccess(body -> readable(context, () -> {
                MultiMap form = form(body.toString(StandardCharsets.UTF_8));
                PageRequest asked = asked(context, path, form);
                if (changes && !Sessions.isToken(asked.visitor(), form.get("token"))) {
                    sorry(context, 403, "sorry.token");
                } else if (changes && !asked.visitor().fresh()) {
                    end(context, PageAnswer.see("/sign-in"));
                } else {
                    answer(context, page, asked);
                }
            })).onFailure(unused -> context.request().connection().close());
        });
        return this;
    }

    /** Serves the scripts, styles and pictures. */
    public Pages assets(PageFiles assets) {
        router.get(PageFiles.PATH + "*").handler(context -> {
            HttpServerResponse response = context.response();
            SecurityHeaders.put(response, policy.secure());
            assets.find(behind(context, PageFiles.PATH + "*")).ifPresentOrElse(
                    asset -> response.putHeader("Content-Type", asset.type())
                            .putHeader("Cache-Control", "public, max-age=31536000, immutable").end(asset.text()),
                    () -> response.setStatusCode(404).end());
        });
        return this;
    }

    /**
     * Keeps windows up to date.
     *
     * @param subject what the window shows that asks; it is called on the event loop, so it may not wait
     */
    public <S> Pages stream(String path, Role needed, Feed<S> feed, Function<PageRequest, S> subject) {
        router.get(path).handler(context -> {
            if (isAdmitted(context, needed)) {
                readable(context, () -> {
                    S shown = subject.apply(asked(context, path, MultiMap.caseInsensitiveMultiMap()));
                    SecurityHeaders.put(context.response(), policy.secure());
                    String session = browser(context).session();
                    feed.open(shown, context.response(),
                            () -> policy.sessions().visitor(session, policy.everybody(), false).role().includes(needed));
                });
            }
        });
        return this;
    }

    /** Answers 400 where what reads the request refuses it, and 500 after any other failure: no browser waits for ever. */
    private void readable(RoutingContext context, Runnable reading) {
        try {
            reading.run();
        } catch (RefusedRequestException e) {
            sorry(context, 400, e.text(), e.values());
        } catch (RuntimeException e) {
            tellFault(e);
            sorry(context, 500, "sorry.fault");
        }
    }

    private static void tellFault(RuntimeException fault) {
        LOG.warn("A page of the operations page could not be made: {}. This is a bug in Serai; please report it.",
                fault.getClass().getName(), fault);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException("sorry.unreadable");
        }
    }

    private boolean isAdmitted(RoutingContext context, Role needed) {
        if (policy.loopback() && !browser(context).isForLoopback()) {
            SecurityHeaders.put(context.response(), policy.secure());
            context.response().setStatusCode(421).putHeader("Content-Type", PLAIN).end(texts.apply("sorry.elsewhere"));
            return false;
        }
        Visitor visitor = visitor(context);
        if (visitor.role().includes(needed)) {
            return true;
        }
        if (visitor.isSignedIn()) {
            sorry(context, 403, "sorry.role");
        } else {
            end(context, PageAnswer.see("/sign-in"));
        }
        return false;
    }

    private BrowserRequest browser(RoutingContext context) {
        return new BrowserRequest(context.request(), policy.secure());
    }

    private Visitor visitor(RoutingContext context) {
        return policy.sessions().visitor(browser(context).session(), policy.everybody(), true);
    }

    private PageRequest asked(RoutingContext context, String path, MultiMap form) {
        HttpServerRequest request = context.request();
        BrowserRequest browser = browser(context);
        return new PageRequest(behind(context, path), parameters(request), form, visitor(context), browser.session(),
                browser.signIn(), browser.address());
    }

    private static MultiMap parameters(HttpServerRequest request) {
        try {
            return request.params();
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException("sorry.unreadable");
        }
    }

    private static String behind(RoutingContext context, String path) {
        String all = context.request().path();
        return path.endsWith("*") ? decoded(all.substring(Math.min(path.length() - 1, all.length()))) : "";
    }

    private void answer(RoutingContext context, PageHandler page, PageRequest asked) {
        try {
            workers.execute(() -> {
                PageAnswer answer = new PageAnswer(500, PLAIN, texts.apply("sorry.fault"), Map.of());
                try {
                    answer = made(page, asked);
                } finally { // whatever fails, the browser gets an answer
                    PageAnswer made = answer;
                    context.vertx().runOnContext(unused -> end(context, made));
                }
            });
        } catch (RejectedExecutionException e) {
            SecurityHeaders.put(context.response(), policy.secure());
            context.response().setStatusCode(503).putHeader("Retry-After", "2").putHeader("Content-Type", PLAIN)
                    .end(texts.apply("sorry.busy"));
        }
    }

    private PageAnswer made(PageHandler page, PageRequest asked) {
        try {
            return page.answer(asked);
        } catch (JournalUnavailableException e) {
            return PageAnswer.html(503, sorry.page(asked.visitor(), 503, "sorry.journal", FailureText.firstLine(e)));
        } catch (RefusedRequestException e) {
            return PageAnswer.html(400, sorry.page(asked.visitor(), 400, e.text(), e.values()));
        } catch (RefusedInputException e) {
            return PageAnswer.html(400, sorry.page(asked.visitor(), 400, "refused." + e.key(), (Object[]) e.values()));
        } catch (RuntimeException e) {
            tellFault(e);
            return PageAnswer.html(500, sorry.page(asked.visitor(), 500, "sorry.fault"));
        }
    }

    private void sorry(RoutingContext context, int status, String why, Object... values) {
        MultiMap nothing = MultiMap.caseInsensitiveMultiMap(); // what was asked may be what can't be read
        answer(context, asked -> PageAnswer.html(status, sorry.page(asked.visitor(), status, why, values)),
                new PageRequest("", nothing, nothing, visitor(context), null, null, browser(context).address()));
    }

    private void end(RoutingContext context, PageAnswer answer) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        SecurityHeaders.put(response, policy.secure());
        response.setStatusCode(answer.status()).putHeader("Content-Type", answer.type());
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response.putHeader(header.getKey(), header.getValue());
        }
        response.end(answer.body());
    }

    /** The answer that begins a session in the browser, or ends it if the id is null. */
    public PageAnswer withSession(PageAnswer answer, @Nullable String session) {
        return answer.with("Set-Cookie", BrowserRequest.cookie(session, policy.secure()));
    }

    /** The answer with a cookie, which the browser brings back when a provider has signed its user in. */
    public PageAnswer withSignIn(PageAnswer answer, String browser) {
        return answer.with("Set-Cookie", BrowserRequest.signInCookie(browser, policy.secure()));
    }

    private static MultiMap form(String body) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.add(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }
}
