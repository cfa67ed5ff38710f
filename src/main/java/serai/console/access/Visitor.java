package serai.console.access;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a page.
 *
 * @param name  the user's name; null for somebody who has not signed in
 * @param actor the person in the audit log: {@code page:} and the name after a sign-in with a password, {@code openid:} and the
 *              name after one by a provider; empty for somebody who has not signed in
 * @param role  what the visitor may do
 * @param token has to come with every act, so that no other site can make the browser act; null without a session
 * @param fresh whether the sign-in is recent enough to act
 */
public record Visitor(@Nullable String name, String actor, Role role, @Nullable String token, boolean fresh) {

    /** Whether the visitor sees personal data. */
    public boolean seesPeople() {
        return role.includes(Role.OPERATOR);
    }

    /** Whether the visitor has signed in. */
    public boolean isSignedIn() {
        return name != null;
    }
}
