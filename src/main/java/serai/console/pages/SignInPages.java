package serai.console.pages;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.console.access.OpenIdSignIn;
import serai.console.access.OpenIdSignIn.Begun;
import serai.console.access.Sessions;
import serai.console.access.SignIn;
import serai.console.access.SignIn.Outcome;
import serai.console.access.SignIn.Try;
import serai.console.access.Visitor;
import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageRequest;
import serai.console.web.Pages;
import serai.installation.Installation;

import java.util.Map;
import java.util.Optional;

/** Signing in, by a password or by an OpenID Connect provider, and out; the log has each, with who, how and from where. */
public final class SignInPages {

    private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);

    private final SignIn passwords;
    private final @Nullable OpenIdSignIn provider; // null where none is set
    private final Sessions sessions;
    private final PageRenderer renderer;

    public SignInPages(SignIn passwords, @Nullable OpenIdSignIn provider, Sessions sessions, PageRenderer renderer) {
        this.passwords = passwords;
        this.provider = provider;
        this.sessions = sessions;
        this.renderer = renderer;
    }

    /** The form. */
    public PageAnswer form(PageRequest asked) {
        return form(asked.visitor(), 200, null);
    }

    private PageAnswer form(Visitor visitor, int status, @Nullable String problem) {
        return PageAnswer.html(status, renderer.page("sign-in", "sign-in", Installation.SERAI + " password", visitor,
                Map.of("problem", problem == null ? "" : renderer.texts().of(problem), "openid", provider != null,
                        "passwords", passwords.isPossible())));
    }

    /** Tries a password. */
    public PageAnswer password(Pages pages, PageRequest asked) {
        return done(asked, passwords.of(asked.address(), asked.field("name").orElse(""), asked.field("password").orElse("")),
                session -> pages.withSession(PageAnswer.see("/"), session), "sign-in.wrong", "sign-in.later");
    }

    /** Sends the browser to the provider. */
    public PageAnswer leave(Pages pages, PageRequest asked) {
        Optional<Begun> begun = provider == null ? Optional.empty() : provider.begin();
        return begun.map(one -> pages.withSignIn(PageAnswer.see(one.address()), one.browser()))
                .orElseGet(() -> form(asked.visitor(), 503, "sign-in.openid.later"));
    }

    /** The browser comes back from the provider. */
    public PageAnswer back(Pages pages, PageRequest asked) {
        Try tried = provider == null ? new Try(Outcome.WRONG, null)
                : provider.end(asked.signIn(), asked.parameter("code").orElse(""), asked.parameter("state").orElse(""),
                        asked.parameter("error").orElse(""));
        return done(asked, tried, session -> pages.withSession(PageAnswer.html(renderer.page("signed-in", "sign-in", "",
                asked.visitor(), Map.of())), session), "sign-in.openid.wrong", "sign-in.openid.later");
    }

    private interface Welcome {
        PageAnswer page(@Nullable String session);
    }

    private PageAnswer done(PageRequest asked, Try tried, Welcome welcome, String wrong, String later) {
        if (tried.outcome() == Outcome.DONE && asked.session() != null) {
            sessions.end(asked.session()); // one session of a browser at a time
        }
        return switch (tried.outcome()) {
            case DONE -> {
                sessions.told(tried.session()).ifPresent(who -> LOG.info("{} has signed in to the operations page from {}.", who,
                        asked.address()));
                yield welcome.page(tried.session());
            }
            case WRONG -> form(asked.visitor(), 401, wrong);
            case GROUPS_LEFT_OUT -> form(asked.visitor(), 401, "sign-in.openid.groups");
            case NOT_TRIED -> form(asked.visitor(), 429, later);
        };
    }

    /** Ends the session. */
    public PageAnswer out(Pages pages, PageRequest asked) {
        if (asked.session() != null) {
            sessions.told(asked.session()).ifPresent(who -> LOG.info("{} has signed out of the operations page from {}.", who,
                    asked.address()));
            sessions.end(asked.session());
        }
        return pages.withSession(PageAnswer.see("/"), null);
    }
}
